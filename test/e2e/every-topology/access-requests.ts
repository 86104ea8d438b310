import { password } from './people';
import type { Target } from './access-targets';

/** What an operation is asked with, besides its path. */
interface Asked {
  query?: (target: Target) => Record<string, string>;
  body?: (target: Target) => object;
  /** Ends sessions of whoever asks, who must not be needed for anything else. */
  endsSessions?: true;
}

const text = { body: () => ({ body: 'Well said.' }) };

export const asked: Record<string, Asked> = {
  'POST /v1/accounts': { body: () => ({ handle: `n${crypto.randomUUID().slice(-12)}`, password }) },
  'PUT /v1/accounts/{id}/role': { body: () => ({ role: 'member' }) },
  'POST /v1/accounts/{id}/suspension': { body: () => ({ reason: 'Spam.' }) },
  'PATCH /v1/me': { body: () => ({ displayName: 'Ada' }) },
  'PUT /v1/me/password': { body: () => ({ password, newPassword: `${password}s` }), endsSessions: true },
  'GET /v1/profiles': { query: ({ id }) => ({ ids: id! }) },
  'POST /v1/sessions': { body: ({ handle }) => ({ handle, password }) },
  'DELETE /v1/sessions': { endsSessions: true },
  'POST /v1/sessions/refresh': { body: ({ refreshToken }) => ({ refreshToken }) },
  'DELETE /v1/sessions/current': { endsSessions: true },
  'POST /v1/posts': { body: () => ({ title: 'Notes', body: 'Text' }) },
  'PATCH /v1/posts/{id}': { body: () => ({ title: 'Other notes' }) },
  'POST /v1/posts/{id}/schedule': { body: () => ({ publishAt: '2037-01-02T03:04:05Z' }) },
  'POST /v1/posts/{id}/preview-links': { body: () => ({ days: 1 }) },
  'GET /oembed': { query: ({ url }) => ({ url: url! }) },
  'POST /v1/posts/{postId}/comments': text,
  'PATCH /v1/comments/{commentId}': text,
  'POST /v1/comments/{commentId}/replies': text,
  'PUT /v1/comments/{commentId}/vote': { body: () => ({ value: 1 }) },
  'POST /v1/comments/{commentId}/reports': { body: () => ({ reason: 'Rude.' }) },
  'POST /v1/comment-reports/{reportId}/resolve': { body: () => ({ outcome: 'removed' }) },
  'POST /v1/threads': { body: () => ({ url: `https://blog.example.com/${crypto.randomUUID()}` }) },
  'GET /v1/threads': { query: ({ url }) => ({ url: url! }) },
  'POST /v1/threads/counts': { body: ({ threadId }) => ({ threadIds: [threadId] }) },
  'POST /v1/threads/{threadId}/comments': text,
};

export interface AccessRequest {
  method: string;
  path: string;
  body?: string;
}

/** The request of an operation for what was made for it. */
export function requestOf(operation: string, target: Target): AccessRequest {
  const [method, template] = operation.split(' ') as [string, string];
  const { query, body } = asked[operation] ?? {};
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (target[name] === undefined) throw new Error(`${operation}: nothing is there for {${name}}`);
    return encodeURIComponent(target[name]);
  });
  const search = query ? `?${new URLSearchParams(query(target)).toString()}` : '';
  return { method, path: path + search, body: body && JSON.stringify(body(target)) };
}

/** Leaves when the head of the answer is there: some answers go on. */
export async function statusOf(
  url: string,
  { method, path, body }: AccessRequest,
  token: string | undefined,
): Promise<number> {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(url + path, { method, headers, body });
  await response.body?.cancel();
  return response.status;
}
