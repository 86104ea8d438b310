import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readServiceKeys } from '@isomer/framework';
import { makeKeys } from './make-keys';
import { rotateKeys } from './rotate-keys';

const contexts = ['identity', 'posts', 'comments'];
let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'isomer-keys-'));
  folder = join(parent, 'keys');
});
afterEach(() => rmSync(parent, { recursive: true }));

const make = (options: { for?: string; other?: string; force?: true } = {}) => makeKeys(folder, options, {});
const rotate = (service: string, options: { finish?: true } = {}) => rotateKeys(folder, service, options, {});
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const all = () => Object.fromEntries(readdirSync(folder).map((file) => [file, text(file)]));
/** What a process that is given these files makes of them. */
const keys = (file: string, trusted = text('service-keys.json')) =>
  readServiceKeys(text(file), trusted, contexts);

test('each context, the edge and the command line get keys that fit what everybody gets', async () => {
  expect(await make()).toMatch(/^.*\/keys has new keys of identity, posts, comments, edge, cli\.\n/);
  expect(readdirSync(folder).sort()).toEqual([
    'cli.key.json',
    'comments.key.json',
    'edge.key.json',
    'identity.key.json',
    'posts.key.json',
    'service-keys.json',
  ]);
  expect(keys('posts.key.json').name).toBe('posts');
  expect(keys('edge.key.json').trusted).toMatchObject([
    { name: 'identity', serves: ['identity'], system: true },
    { name: 'posts', serves: ['posts'], system: true },
    { name: 'comments', serves: ['comments'], system: true },
    { name: 'edge', serves: [], system: false },
    { name: 'cli', serves: [], system: true },
  ]);
});

test('what is secret can be read by its owner alone, and is nowhere else', async () => {
  await make({ for: 'posts' });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'posts.key.json')).mode & 0o777).toBe(0o600);
  const { keys: own } = JSON.parse(text('posts.key.json')) as { keys: { d: string }[] };
  for (const { d } of own) expect(text('service-keys.json')).not.toContain(d);
  await rotate('posts');
  expect(statSync(join(folder, 'posts.next.key.json')).mode & 0o777).toBe(0o600);
});

test('a process of several contexts is one service', async () => {
  await make({ for: 'identity+comments, posts,edge' });
  expect(keys('identity+comments.key.json').trusted[0]).toMatchObject({
    name: 'identity+comments',
    serves: ['identity', 'comments'],
    system: true,
  });
});

test.each(['post', 'toString', ',', '../posts'])('--for %s is refused', async (names) => {
  await expect(make({ for: names })).rejects.toThrow(
    /^--for names .*; there are identity, posts, comments, edge, cli(\. For one .*: --other <name>)?$/,
  );
});

test.each(['posts+edge', 'edge+py', 'py+cli'])(
  '--for %s is refused: only contexts are joined',
  async (names) => {
    await expect(make({ for: names })).rejects.toThrow(
      `--for names '${names}', but only contexts can be joined with +, and edge and cli are none`,
    );
  },
);

test('a service that this platform does not have may serve a context of its name, and is known to those who have it', async () => {
  await make();
  expect(await make({ other: 'greetings, mail-2' })).toMatch(/ has new keys of greetings, mail-2\.\n/);
  expect(JSON.parse(text('service-keys.json'))).toMatchObject({
    services: { greetings: { serves: ['greetings'], system: false }, 'mail-2': { serves: ['mail-2'] } },
  });
  const trusted = (known: string[]) =>
    readServiceKeys(text('posts.key.json'), text('service-keys.json'), known).trusted.find(
      ({ name }) => name === 'greetings',
    );
  expect(trusted(contexts)).toMatchObject({ serves: [], calls: 'all', system: false });
  expect(trusted([...contexts, 'greetings'])).toMatchObject({ serves: ['greetings'], system: false });
  expect(keys('greetings.key.json').name).toBe('greetings');
  await rotate('greetings');
});

test('services of both kinds are made at once, and no others', async () => {
  expect(await make({ for: 'posts', other: 'greetings' })).toMatch(/ has new keys of posts, greetings\.\n/);
  expect(readdirSync(folder).sort()).toEqual(['greetings.key.json', 'posts.key.json', 'service-keys.json']);
});

test.each([
  ['posts', /^--other names 'posts', which is a service of this platform: use --for$/],
  ['edge', /^--other names 'edge', which is a service of this platform: use --for$/],
  ['../posts', /^--other names '..\/posts', which is no name: up to 64 lower-case/],
  ['a+b', /^--other names 'a\+b', which is no name/],
  ['Greetings', /which is no name/],
  [',', /^--other names no service$/],
])('--other %s is refused', async (names, line) => {
  await expect(make({ other: names })).rejects.toThrow(line);
});

test('keys are not replaced unless that is asked for, and then nothing at all is written', async () => {
  await make({ for: 'posts' });
  const before = all();
  await expect(make()).rejects.toThrow(
    `posts has keys in ${folder} already, and nothing was changed: replace them with \`isomer keys rotate ${folder} posts\``,
  );
  expect(all()).toEqual(before);
  rmSync(join(folder, 'service-keys.json'));
  await expect(make({ for: 'posts' })).rejects.toThrow(/^posts has keys/);
  await make({ for: 'posts', force: true });
  expect(text('posts.key.json')).not.toBe(before['posts.key.json']);
  expect(keys('posts.key.json').name).toBe('posts');
});

test('a service that comes later is added, and what others may do stays as it was changed', async () => {
  await make({ for: 'posts,edge' });
  const changed = text('service-keys.json').replace(
    '"system": false',
    '"system": false,\n "calls": ["posts"]',
  );
  writeFileSync(join(folder, 'service-keys.json'), changed);
  await make({ for: 'comments' });
  await make({ for: 'edge', force: true });
  expect(keys('comments.key.json').trusted).toMatchObject([
    { name: 'posts', calls: 'all' },
    { name: 'edge', calls: ['posts'] },
    { name: 'comments', calls: 'all' },
  ]);
});

test('a rotation is trusted first, then used, then over; whoever is a step behind is believed', async () => {
  await make();
  const before = text('service-keys.json');
  expect(await rotate('posts')).toMatch(
    /1\. Give .*service-keys\.json to every process[^]*2\. Give .*posts\.next\.key/,
  );
  const both = text('service-keys.json');
  expect(keys('posts.key.json').name).toBe('posts');
  expect(keys('posts.next.key.json').name).toBe('posts');
  expect(() => keys('posts.next.key.json', before)).toThrow(
    'give every process the newer service-keys.json first',
  );
  const next = text('posts.next.key.json');
  await rotate('posts', { finish: true });
  expect(text('posts.key.json')).toBe(next);
  expect(readdirSync(folder)).not.toContain('posts.next.key.json');
  expect(keys('posts.key.json').name).toBe('posts');
  expect(keys('posts.key.json', both).name).toBe('posts');
  const { services } = JSON.parse(text('service-keys.json')) as {
    services: Record<string, { keys: object[] }>;
  };
  expect(Object.values(services).map((service) => service.keys.length)).toEqual([2, 2, 2, 2, 2]);
});

test('a step that makes no sense now says which one does', async () => {
  await expect(rotate('posts')).rejects.toThrow(
    `it has none: make keys with \`isomer keys make ${folder} --for posts\``,
  );
  await make({ for: 'posts' });
  await expect(rotate('post')).rejects.toThrow(/has no service 'post'; it has posts: make keys/);
  await expect(rotate('posts', { finish: true })).rejects.toThrow(
    `posts is not being rotated: begin with \`isomer keys rotate ${folder} posts\``,
  );
  await rotate('posts');
  await expect(rotate('posts')).rejects.toThrow(
    `posts is being rotated already: end that with \`isomer keys rotate ${folder} posts --finish\``,
  );
});

test('an end that would leave a service without keys is refused', async () => {
  await make({ for: 'posts' });
  const before = text('service-keys.json');
  await rotate('posts');
  writeFileSync(join(folder, 'service-keys.json'), before);
  await expect(rotate('posts', { finish: true })).rejects.toThrow(
    /has not the public halves of .*posts\.next/,
  );
  expect(text('service-keys.json')).toBe(before);
});

test('a document that no process could read is not written to', async () => {
  await make({ for: 'posts' });
  writeFileSync(join(folder, 'service-keys.json'), '{"services":{"posts":{}}}');
  await expect(make({ for: 'edge' })).rejects.toThrow(
    'service-keys.json: services.posts.keys must be a list of keys',
  );
  expect(text('service-keys.json')).toBe('{"services":{"posts":{}}}');
});
