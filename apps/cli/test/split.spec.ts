import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type Api, until } from '@isomer/framework/testing';
import { apiSaidBy, logIn, publish, register, titles } from './harness/community';
import { childrenOf, runs, untilNothingRuns } from './harness/processes';
import type { Program } from './harness/program';
import { Sandbox } from './harness/sandbox';

/** By what they run, the processes that the banner names, with Redis and the launcher. */
function processesOf(split: Program): Map<string, number> {
  const rows = split.stdout.matchAll(/^ {2}(edge|identity|posts|comments)\S* +(\d+)$/gm);
  const redis = /ours \(process (\d+)\)/.exec(split.stdout)![1];
  return new Map([
    ...[...rows].map(([, name, pid]) => [name!, Number(pid)] as const),
    ['redis', Number(redis)],
    ['launcher', split.pid],
  ]);
}

describe('the split, on one data folder', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.clean());

  const startSplit = async (...args: string[]): Promise<{ split: Program; api: Api }> => {
    const split = sandbox.start('cli', ['split', ...args], sandbox.env);
    return { split, api: await apiSaidBy(split) };
  };
  const startMonolith = async () => {
    const monolith = sandbox.start('platform', [], sandbox.env);
    return { monolith, api: await apiSaidBy(monolith) };
  };

  test('what was written in it is there in one process, and back; Ctrl-C ends all of it', async () => {
    const first = await startSplit();
    expect([...processesOf(first.split).keys()].sort()).toEqual([
      'comments',
      'edge',
      'identity',
      'launcher',
      'posts',
      'redis',
    ]);
    await register(first.api);
    const token = await logIn(first.api);
    await publish(first.api, token, 'Written in the split');
    const pids = [...processesOf(first.split).values()];
    expect(pids.every(runs)).toBe(true);
    expect((await first.split.end('SIGINT')).code).toBe(0);
    await untilNothingRuns(sandbox.folder, pids);
    expect(existsSync(join(sandbox.dataDir, 'redis/redis.sock'))).toBe(false);

    const { monolith, api } = await startMonolith();
    expect(await titles(api)).toEqual(['Written in the split']);
    await publish(api, token, 'Written in one process');
    expect((await monolith.end('SIGINT')).code).toBe(0);

    const second = await startSplit();
    expect(await titles(second.api)).toEqual(['Written in one process', 'Written in the split']);
    await publish(second.api, await logIn(second.api), 'Written in the split again');
    expect((await second.split.end('SIGTERM')).code).toBe(0);
    // In order: nobody loses what he still needs.
    expect(second.split.stdout).not.toMatch(/was lost|unavailable/);
  });

  test('a launcher that is killed leaves no process and no socket', async () => {
    const { split } = await startSplit();
    const pids = [...processesOf(split).values()];
    await split.end('SIGKILL');
    await untilNothingRuns(sandbox.folder, pids);
    expect(existsSync(join(sandbox.dataDir, 'redis/redis.sock'))).toBe(false);
    const again = await startSplit();
    expect(await titles(again.api)).toEqual([]);
  });

  test('an npm that is ended takes it along', async () => {
    const env = { ...sandbox.env, npm_lifecycle_event: 'start:split' };
    const npm = sandbox.start('cli', ['split'], env, { inShell: true });
    await apiSaidBy(npm);
    const [launcher] = childrenOf(npm.pid);
    process.kill(npm.pid, 'SIGTERM');
    try {
      await untilNothingRuns(sandbox.folder, [...processesOf(npm).values(), launcher!]);
    } finally {
      if (runs(launcher!)) process.kill(launcher!, 'SIGTERM');
    }
  });

  test('a process that dies is started again, and the API answers again', async () => {
    const { split, api } = await startSplit('--replicas', 'comments=2');
    expect(split.stdout).toMatch(/comments\.1 +\d+\n +comments\.2 +\d+/);
    for (const name of ['posts', 'redis']) {
      process.kill(processesOf(split).get(name)!, 'SIGKILL');
      await split.says(new RegExp(`^${name} .*ended with SIGKILL by itself`, 'm'));
      await split.says(new RegExp(`^${name} .*runs again`, 'm'));
    }
    await until(async () => (await api.get('/v1/posts')).status === 200, 'the API answering again');
    expect((await split.end()).code).toBe(0);
    // Each process has several connections to Redis.
    expect(split.stdout.match(/^posts .*was lost/gm)).toHaveLength(1);
    expect(split.stdout).not.toMatch(/scheduling shutdown|bye bye/);
  });

  test('asked twice, it kills what it started', async () => {
    const { split } = await startSplit();
    const pids = processesOf(split);
    // A process that does not end when it is asked.
    process.kill(pids.get('posts')!, 'SIGSTOP');
    process.kill(split.pid, 'SIGINT');
    await split.says(/^edge .*Stopping/m);
    await until(() => {
      if (!runs(split.pid)) return true;
      // Within a second it would be one Ctrl-C, told twice by npm.
      process.kill(split.pid, 'SIGINT');
      return false;
    }, 'the launcher ending');
    expect((await split.ended).code).toBe(1);
    await untilNothingRuns(sandbox.folder, [...pids.values()]);
  });

  test('asked to stop while it starts, it stops what it has started', async () => {
    const split = sandbox.start('cli', ['split'], sandbox.env);
    await split.says(/launcher +\| starting/);
    await until(() => existsSync(join(sandbox.dataDir, 'redis')), 'Redis being started');
    const { code, stdout } = await split.end('SIGINT');
    expect(code).toBe(0);
    expect(stdout).not.toContain('is running');
    await untilNothingRuns(sandbox.folder, []);
  });

  test('a taken port is said in a line, and nothing is left', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const split = sandbox.start('cli', ['split'], { ...sandbox.env, PORT: String(port) });
    const { code, stderr } = await split.ended;
    await new Promise((resolve) => server.close(resolve));
    expect(code).toBe(1);
    expect(stderr.match(new RegExp(`PORT ${port} is taken`, 'g'))).toHaveLength(1);
    await untilNothingRuns(sandbox.folder, []);
  });

  test('a Redis that does not answer is said in a line, and so is a variable that means nothing here', async () => {
    const env = { ...sandbox.env, REDIS_URL: 'redis://127.0.0.1:1', CONTEXTS: 'posts' };
    const { code, stdout, stderr } = await sandbox.start('cli', ['split'], env).ended;
    expect(stdout).toMatch(/^CONTEXTS ignored: the split places every context and the edge itself\.\n/);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'REDIS_URL: Redis at redis://127.0.0.1:1 is unavailable: connect ECONNREFUSED 127.0.0.1:1\n',
    });
  });

  test('keys of services are refused before anything starts, and why is said', async () => {
    const env = { ...sandbox.env, SERVICE_KEYS: 'keys/service-keys.json' };
    const { code, stdout, stderr } = await sandbox.start('cli', ['split'], env).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^isomer: SERVICE_KEYS cannot be used here: the split runs every service on this machine, with keys .*SECRET_KEY/,
    );
  });

  test('a second launcher on the folder is refused and does not disturb the first', async () => {
    const { split, api } = await startSplit();
    const second = sandbox.start('cli', ['split'], sandbox.env);
    const { code, stderr } = await second.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^A Redis runs on .* already: stop the other launcher/);
    expect(await titles(api)).toEqual([]);
    expect((await split.end()).code).toBe(0);
    expect(split.stdout).not.toMatch(/was lost|by itself/);
  });

  test('a wrong variable is said once, before anything starts', async () => {
    const { code, stdout, stderr } = await sandbox.start('cli', ['split'], {
      ...sandbox.env,
      DATABASE_CONNECTIONS: 'many',
    }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe("isomer: DATABASE_CONNECTIONS is 'many' but must be a number from 1 to 1000\n");
    expect(readdirSync(sandbox.folder)).toEqual([]);
  });
});
