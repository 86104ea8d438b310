import { join } from 'node:path';
import { freePort } from '@isomer/framework/testing';
import { type TestRedis, startRedis } from '../../../libs/redis-transport/testing/redis-server';
import { apiSaidBy, logIn, publish, register, titles } from './harness/community';
import { isomer } from './harness/program';
import { Sandbox } from './harness/sandbox';

describe('processes with keys of their own', () => {
  let sandbox: Sandbox;
  let redis: TestRedis;
  let common: NodeJS.ProcessEnv;
  beforeAll(async () => {
    sandbox = new Sandbox();
    redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
    common = { ...sandbox.env, REDIS_URL: redis.url, PUBLIC_URL: 'http://localhost', NODE_ENV: 'production' };
    const made = await isomer(
      ['keys', 'make', keys(), '--for', 'identity+posts+comments,edge,cli'],
      sandbox.env,
    );
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const env = { ...common, ...keysOf('identity+posts+comments'), EDGE: 'off' };
    const port = String(await freePort());
    await sandbox.start('platform', [], { ...env, MANAGEMENT_PORT: port }).says(/Press Ctrl-C/);
  });
  afterAll(async () => {
    await sandbox.clean();
    await redis.stop();
  });

  const keys = () => join(sandbox.folder, 'keys');
  const keysOf = (service: string) => ({
    SERVICE_KEY: join(keys(), `${service}.key.json`),
    SERVICE_KEYS: join(keys(), 'service-keys.json'),
  });
  const edgeWith = (env: NodeJS.ProcessEnv) =>
    sandbox.start('platform', [], { ...common, CONTEXTS: 'none', ...env });
  const importWith = (service: string) =>
    isomer(['import', 'markdown', join(sandbox.folder, 'blog'), '--source', 'blog'], {
      ...common,
      ...keysOf(service),
      CONTEXTS: 'none',
    });

  test('believe each other', async () => {
    const edge = edgeWith(keysOf('edge'));
    const api = await apiSaidBy(edge);
    await register(api);
    await publish(api, await logIn(api), 'Signed');
    expect(await titles(api)).toEqual(['Signed']);
    expect(edge.stdout).not.toContain('SECRET_KEY');
  });

  test('do not believe one that makes keys of the same secret, and it says what such keys mean', async () => {
    const edge = edgeWith({});
    const api = await apiSaidBy(edge);
    expect(edge.stdout).toMatch(/are made from SECRET_KEY: any process that has it can call everything/);
    expect(await api.get('/v1/posts')).toMatchObject({
      status: 503,
      body: { type: 'urn:isomer:problem:unavailable' },
    });
    await edge.says(
      /posts: The replicas of posts do not believe this process: its key \S+ is not among those/,
    );
  });

  test('let the command line act as the platform, and not the edge', async () => {
    sandbox.write({ 'blog/first.md': '# First\n\nHello' });
    const refused = await importWith('edge');
    expect(refused.code).toBe(1);
    expect(await importWith('cli')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^imported 1,/) });
  });

  test('do not start with what the key may not serve', async () => {
    const env = { ...common, ...keysOf('edge'), CONTEXTS: 'posts', EDGE: 'off' };
    expect(await sandbox.start('platform', [], env).ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^SERVICE_KEY is of 'edge', which may not serve posts: change CONTEXTS/),
    });
  });
});

test('isomer keys says what is wrong in a line, and its help what there is', async () => {
  expect(await isomer(['keys', 'rotate', '/nowhere', 'posts'], {})).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^isomer: .*has no service 'posts'; it has none: make keys with `isomer keys make/,
    ),
  });
  const { stdout } = await isomer(['keys', '--help'], {});
  expect(stdout).toMatch(/make .*\n.*rotate /);
});
