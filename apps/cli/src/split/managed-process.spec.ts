import { spawn } from 'node:child_process';
import { until } from '@isomer/framework/testing';
import { ManagedProcess, StartFailed } from './managed-process';

const running: ManagedProcess[] = [];
afterEach(() => running.splice(0).forEach((each) => each.kill()));

/** A process that runs `script`; it is up when it writes `up`. */
function managed(script: string | (() => string), { backoffMs = [1, 1, 1] }: { backoffMs?: number[] } = {}) {
  const log: string[] = [];
  const givenUp: string[] = [];
  const each = new ManagedProcess({
    label: 'posts',
    spawn: () =>
      spawn('/bin/sh', ['-c', typeof script === 'string' ? script : script()], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    up: (child) =>
      new Promise((resolve) =>
        child.stdout!.on('data', (chunk: Buffer) => chunk.includes('up') && resolve()),
      ),
    log: (line) => log.push(line),
    onGivenUp: (why) => givenUp.push(why),
    backoffMs,
  });
  running.push(each);
  return { process: each, log, givenUp };
}

test('a start is done when the process is up, and what it says is heard from then on', async () => {
  const { process, log } = managed('echo starting; echo up; exec sleep 60');
  await process.start();
  expect(log).toEqual(['starting', 'up']);
  await process.stop(5_000);
  expect(log).toEqual(['starting', 'up']);
});

test('a start that fails says what the process said, and is not tried again', async () => {
  const { process, log, givenUp } = managed('echo PORT is wrong >&2; exit 1');
  await expect(process.start()).rejects.toEqual(new StartFailed('PORT is wrong'));
  expect({ log, givenUp }).toEqual({ log: [], givenUp: [] });
});

test('a start that fails without a word says how it ended', async () => {
  await expect(managed('exit 3').process.start()).rejects.toThrow('posts ended with code 3');
  await expect(managed('kill -9 $$').process.start()).rejects.toThrow('posts ended with SIGKILL');
});

test('a process that ends by itself is started again', async () => {
  let starts = 0;
  const { process, log } = managed(() => (starts++ === 0 ? 'echo up; exit 5' : 'echo up; exec sleep 60'));
  await process.start();
  await until(() => log.includes(`runs again (process ${process.pid})`), 'the second start');
  expect(log).toContain('ended with code 5 by itself; starting it again in 0.001 s');
  expect(starts).toBe(2);
});

test('a process that keeps ending is given up', async () => {
  let starts = 0;
  const { process, log, givenUp } = managed(() => (starts++ === 0 ? 'echo up' : 'echo no database; exit 1'));
  await process.start();
  await until(() => givenUp.length > 0, 'giving up');
  expect(givenUp).toEqual(['posts ended with code 1, 4 times in a row']);
  expect(starts).toBe(4);
  expect(log.filter((line) => line === 'no database')).toHaveLength(3);
});

test('what is asked to stop is not started again, even while it waits for that', async () => {
  let starts = 0;
  const { process, log } = managed(() => (starts++, 'echo up'), { backoffMs: [60_000] });
  await process.start();
  await until(() => log.some((line) => line.includes('starting it again')), 'its end');
  await process.stop(1_000);
  expect(starts).toBe(1);
});

test('what does not end when it is asked is killed', async () => {
  const { process, log } = managed("trap '' TERM; echo up; while :; do sleep 0.05; done");
  await process.start();
  await process.stop(50);
  expect(log.at(-1)).toBe('still runs after 0.05 s and is killed');
});
