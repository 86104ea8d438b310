import { type Api, apiOf } from '@isomer/framework/testing';
import type { Program } from './program';

/** The API of a program that has said where it is. */
export async function apiSaidBy(program: Program): Promise<Api> {
  const [, url] = await program.says(/API +(http:\/\/\S+)\/v1\b[^]*Press Ctrl-C/);
  return apiOf(url!.replace('localhost', '127.0.0.1'));
}

const credentials = { handle: 'ada', password: 'a password for tests' };

export async function register(api: Api): Promise<void> {
  const { status } = await api.post('/v1/accounts', credentials);
  expect(status).toBe(201);
}

export async function logIn(api: Api): Promise<string> {
  const { status, body } = await api.post('/v1/sessions', credentials);
  expect([200, 201]).toContain(status);
  return (body as { accessToken: string }).accessToken;
}

export async function publish(api: Api, token: string, title: string): Promise<void> {
  const draft = await api.post('/v1/posts', { title, body: 'Text' }, { token });
  expect(draft.status).toBe(201);
  const { status } = await api.post(`/v1/posts/${draft.body.id as string}/publish`, undefined, { token });
  expect(status).toBe(200);
}

export async function titles(api: Api): Promise<string[]> {
  const { status, body } = await api.get('/v1/posts?limit=100');
  expect(status).toBe(200);
  return (body as { items: { title: string }[] }).items.map(({ title }) => title).sort();
}
