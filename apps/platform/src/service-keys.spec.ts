import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Configuration,
  ConfigurationError,
  type ServiceKeys,
  newServiceKeys,
  readConfiguration,
} from '@isomer/framework';
import { contextNames } from './contexts';
import { assertMayServe, givenServiceKeys, identityOf, madeServiceKeys } from './service-keys';

const made = { edge: newServiceKeys(), posts: newServiceKeys(), rest: newServiceKeys() };
const own = (service: keyof typeof made) => JSON.stringify({ service, keys: made[service].private });
const trusted = JSON.stringify({
  services: {
    edge: { keys: made.edge.public },
    posts: { keys: made.posts.public },
    rest: { keys: made.rest.public, serves: ['identity', 'comments'] },
  },
});
const told = (env: Record<string, string>): Configuration =>
  readConfiguration(
    { REDIS_URL: 'redis://localhost', PUBLIC_URL: 'http://localhost', SERVICE_KEYS: trusted, ...env },
    contextNames,
  );
const given = async (env: Record<string, string>): Promise<ServiceKeys> =>
  (await givenServiceKeys(told(env)))!;

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'isomer-service-keys-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('keys are given as files or as JSON', async () => {
  const [file, all] = [join(folder, 'posts.key.json'), join(folder, 'service-keys.json')];
  writeFileSync(file, own('posts'));
  writeFileSync(all, trusted);
  const env = { CONTEXTS: 'posts' };
  expect((await given({ ...env, SERVICE_KEY: file, SERVICE_KEYS: all })).name).toBe('posts');
  expect((await given({ ...env, SERVICE_KEY: own('posts') })).name).toBe('posts');
});

test('without keys none are given', async () => {
  expect(await givenServiceKeys(told({ SERVICE_KEYS: '' }))).toBeUndefined();
});

test.each<[string, Record<string, string>, RegExp]>([
  [
    'a file that is not there',
    { SERVICE_KEY: '/nowhere/posts.key.json' },
    /^SERVICE_KEY: \/nowhere\/posts\.key\.json does not exist$/,
  ],
  [
    'a folder',
    { SERVICE_KEY: own('posts'), SERVICE_KEYS: '/' },
    /^SERVICE_KEYS: \/ cannot be read \(EISDIR\)$/,
  ],
  [
    'keys that are none',
    { SERVICE_KEY: '{}' },
    /^SERVICE_KEY: service .*\nSERVICE_KEY: keys must be a list of keys$/,
  ],
  [
    'a context elsewhere that nobody is trusted to serve',
    { SERVICE_KEY: own('posts'), SERVICE_KEYS: trusted.replace('"identity",', '') },
    /^SERVICE_KEYS has no service that serves identity, which runs elsewhere$/,
  ],
])('%s ends the start with a line', async (_, env, line) => {
  const failure = await given({ CONTEXTS: 'posts', ...env }).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(ConfigurationError);
  expect((failure as Error).message).toMatch(line);
});

test('a process serves what its key may serve', async () => {
  const rest = await given({ CONTEXTS: 'comments', SERVICE_KEY: own('rest') });
  expect(() =>
    assertMayServe(told({ CONTEXTS: 'identity,comments', SERVICE_KEY: own('rest') }), rest),
  ).not.toThrow();
  expect(() => assertMayServe(told({ CONTEXTS: 'none', SERVICE_KEY: own('rest') }), rest)).not.toThrow();
  expect(() => assertMayServe(told({ CONTEXTS: 'posts,comments', SERVICE_KEY: own('rest') }), rest)).toThrow(
    "SERVICE_KEY is of 'rest', which may not serve posts: change CONTEXTS, or 'serves' of 'rest' in SERVICE_KEYS",
  );
});

test('the same keys seal what travels', async () => {
  const edge = identityOf(await given({ CONTEXTS: 'none', SERVICE_KEY: own('edge') }));
  const posts = identityOf(await given({ CONTEXTS: 'posts', SERVICE_KEY: own('posts') }));
  const seal = edge.sealForContext('posts', 'stream', 'text');
  expect(posts.open('stream', 'text', seal)).toMatchObject({ service: 'edge' });
});

test('processes of one secret seal for each other, and for no other deployment', () => {
  const configuration = told({ SERVICE_KEYS: '' });
  const [one, other, foreign] = ['secret', 'secret', 'another'].map((secret) =>
    identityOf(madeServiceKeys(configuration, secret)),
  );
  const seal = one!.sealForContext('posts', 'stream', 'text');
  expect(other!.open('stream', 'text', seal)).toMatchObject({ service: 'deployment' });
  expect(foreign!.open('stream', 'text', seal)).toBeUndefined();
});
