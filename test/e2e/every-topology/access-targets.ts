import { randomUUID } from 'node:crypto';
import { type Api, until } from '@isomer/framework/testing';
import { decodeJwt } from 'jose';
import { type Person, logIn, password, publishedPost, somebody } from './people';

/** Whose things are asked for, and who helps to make them. */
export interface Scene {
  api: Api;
  /** Where the platform says that it is. */
  url: string;
  owner: Person;
  moderator: Person;
  administrator: Person;
  /** Of the owner, for comments. */
  postId: string;
}

/** Values for the path, the query and the body of a request, by their names. */
export type Target = Record<string, string>;

/** Makes what a line of docs/access.md is about anew, so that no request is of what another one has changed. */
export const targets: Record<string, (scene: Scene, byOwner: boolean) => Promise<Target>> = {
  '': async () => ({ format: 'rss' }),

  'an account': async ({ api, owner }, byOwner) => account(byOwner ? owner : await somebody(api)),
  'the account of a moderator': async (scene) => account(await withRole(scene, 'moderator')),
  'the account of an administrator': async ({ administrator }) => account(administrator),
  'a suspended account': async (scene) => {
    const person = await somebody(scene.api);
    await suspend(scene, person);
    return account(person);
  },
  'a session': async ({ api, owner }) => {
    const { token, refreshToken } = await logIn(api, owner);
    return { id: decodeJwt(token).sid as string, refreshToken };
  },

  'a draft': async (scene) => draft(scene),
  'a scheduled draft': async (scene) => {
    const target = await draft(scene);
    await done(scene, 'POST', `/v1/posts/${target.id}/schedule`, { publishAt: '2036-01-02T03:04:05Z' });
    return target;
  },
  'a previewed draft': async (scene) => {
    const target = await draft(scene);
    const { id, url } = await done(scene, 'POST', `/v1/posts/${target.id}/preview-links`, { days: 1 });
    return { ...target, previewId: id, secret: url.split('/').at(-1)! };
  },
  'a post': async (scene) => post(scene),
  'a deleted post': async (scene) => deleted(scene, scene.owner),
  'a post that a moderator deleted': async (scene) => deleted(scene, scene.moderator),

  'a comment': async (scene) => comment(scene),
  'a deleted comment': async (scene) => {
    const target = await comment(scene);
    await done(scene, 'DELETE', `/v1/comments/${target.commentId}`);
    return target;
  },
  'a reported comment': async (scene) => {
    const target = await comment(scene);
    const reports = `/v1/comments/${target.commentId}/reports`;
    const { id } = await done(scene, 'POST', reports, { reason: 'Rude.' }, scene.moderator);
    return { ...target, reportId: id };
  },
  'an unpublished post with a comment': async (scene) => {
    const target = await post(scene);
    await done(scene, 'POST', `/v1/posts/${target.id}/comments`, { body: 'Well said.' });
    await done(scene, 'POST', `/v1/posts/${target.id}/unpublish`);
    const comments = () => scene.api.get(`/v1/posts/${target.id}/comments`);
    await until(async () => (await comments()).status === 404, 'its comments being gone');
    return target;
  },
  'the thread of a page': async (scene) => {
    const url = `https://blog.example.com/${randomUUID()}`;
    const { id } = await done(scene, 'POST', '/v1/threads', { url });
    return { threadId: id, url };
  },
  'a locked thread': async (scene) => {
    const target = await post(scene);
    await done(scene, 'PUT', `/v1/threads/${target.threadId}/lock`, undefined, scene.moderator);
    return target;
  },

  'no dead letter': async () => ({ subscriber: 'posts', publisher: 'comments', seq: '999999999999' }),
};

/** Somebody of a role, in a session of their own. */
export async function withRole(scene: Scene, role: 'member' | 'moderator' | 'admin'): Promise<Person> {
  const person = await somebody(scene.api);
  if (role === 'member') return person;
  await done(scene, 'PUT', `/v1/accounts/${person.id}/role`, { role }, scene.administrator);
  return logIn(scene.api, person);
}

export async function suspend(scene: Scene, { id }: Person): Promise<void> {
  await done(scene, 'POST', `/v1/accounts/${id}/suspension`, { reason: 'Spam.' }, scene.administrator);
}

const account = ({ id, handle }: Person): Target => ({ id, handle, password });

async function draft(scene: Scene): Promise<Target> {
  return postTarget(scene, await done(scene, 'POST', '/v1/posts', { title: 'Notes', body: 'Text' }));
}

async function post(scene: Scene): Promise<Target> {
  const id = await publishedPost(scene.api, scene.owner);
  return postTarget(scene, await done(scene, 'GET', `/v1/posts/${id}`));
}

async function deleted(scene: Scene, by: Person): Promise<Target> {
  const target = await post(scene);
  await done(scene, 'DELETE', `/v1/posts/${target.id}`, undefined, by);
  return target;
}

/** A thread of a post has the id of the post. */
function postTarget({ url }: Scene, { id, slug }: Record<string, string>): Target {
  return { id: id!, postId: id!, threadId: id!, slug: slug!, revision: '1', url: `${url}/posts/${slug}` };
}

async function comment(scene: Scene): Promise<Target> {
  const { id } = await done(scene, 'POST', `/v1/posts/${scene.postId}/comments`, { body: 'Well said.' });
  return { commentId: id };
}

/** What must go well so that there is something to ask for. */
async function done({ api, owner }: Scene, method: string, path: string, body?: object, by = owner) {
  const answer = await api.send(method, path, body && JSON.stringify(body), { token: by.token });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
