import { randomBytes } from 'node:crypto';
import type { Api } from '@isomer/framework/testing';

export const password = 'correct horse battery';

/** A handle that no other test of the run uses. */
export function freshHandle(): string {
  return `u${randomBytes(8).toString('hex')}`;
}

export interface Person {
  id: string;
  handle: string;
  token: string;
  refreshToken: string;
}

/** Registers and logs in. */
export async function somebody(api: Api): Promise<Person> {
  const handle = freshHandle();
  const account = await api.post('/v1/accounts', { handle, password });
  expect(account.status).toBe(201);
  return logIn(api, { id: account.body.id, handle });
}

/** Somebody in a new session. */
export async function logIn(api: Api, { id, handle }: Pick<Person, 'id' | 'handle'>): Promise<Person> {
  const { status, body } = await api.post('/v1/sessions', { handle, password });
  expect(status).toBe(201);
  return { id, handle, token: body.accessToken, refreshToken: body.refreshToken };
}

export async function publishedPost(api: Api, { token }: Person, title = 'A post'): Promise<string> {
  const draft = await api.post('/v1/posts', { title, body: 'Text' }, { token });
  const published = await api.post(`/v1/posts/${draft.body.id}/publish`, undefined, { token });
  expect([draft.status, published.status]).toEqual([201, 200]);
  return draft.body.id;
}

/** What a problem document is, whatever else it says. */
export function problem(status: number, code: string) {
  return {
    status,
    body: expect.objectContaining({
      type: `urn:isomer:problem:${code}`,
      status,
      title: expect.any(String),
      detail: expect.any(String),
      instance: expect.stringMatching(/^\//),
    }),
  };
}
