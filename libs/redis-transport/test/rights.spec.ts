import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askRedis } from '../testing/ask-redis';
import { startRedis, type TestRedis } from '../testing/redis-server';
import type { TransportError } from '../src';
import { call, closeAll, echo, failure, FAST, info, inspector, open, until } from './harness';
import { startReplicaProcess } from './replica-process';

/** The rights as PROTOCOL.md lists them: rows of `| connects | … |`. */
const document = readFileSync(join(__dirname, '../PROTOCOL.md'), 'utf8');
function listed(who: string, column: 2 | 3): string[] {
  const row = document.split('\n').find((line) => line.startsWith(`| ${who} |`));
  const cell = row?.replaceAll('\\|', '\u0000').split('|')[column]?.replaceAll('\u0000', '|') ?? '';
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap((match) => (match[1] as string).split(' '));
}
const commands = (...who: string[]) =>
  who.flatMap((each) => listed(each, 3)).map((name) => name.toLowerCase());
const keys = (who: string, context: string) =>
  listed(who, 2).map((key) => key.replace('<p>', 'isomer').replace('<c>', context));

let redis: TestRedis;
beforeEach(async () => {
  redis = await startRedis();
  /** A user that does things in contexts: `serves posts`. */
  const user = async (name: string, ...does: string[]) => {
    const rows = does.map((each) => /^(.*) (\w+)$/.exec(each)!.slice(1) as [string, string]);
    const rules = [
      ...commands('connects', ...rows.map(([who]) => who)).map((command) => `+${command}`),
      ...rows.flatMap(([who, context]) => keys(who, context)),
    ];
    await askRedis(redis.url, ['ACL', 'SETUSER', name, 'on', '>pw', 'resetchannels', '-@all', ...rules]);
  };
  await user('posts', 'serves posts', 'takes events posts');
  await user('comments', 'serves comments', 'takes events comments', 'calls posts');
  await user('edge', 'calls posts', 'calls comments', 'emits posts', 'emits comments');
  await user('keeper', 'looks after dead letters and groups comments');
});
afterEach(async () => {
  await closeAll();
  await redis.stop();
});
const as = (user: string) => redis.url.replace('unix://', `unix://${user}:pw@`);

test('with the rights that are listed everything works, and none of them is without use', async () => {
  await askRedis(redis.url, ['CONFIG', 'RESETSTAT']);
  const lines: string[] = [];
  const log = (_: string, line: string) => void lines.push(line);
  const fast = { ...FAST, log, eventAttempts: 1 };
  const events: string[] = [];
  const handle = ({ body }: { body: string }) => {
    events.push(body);
    return body === 'bad' ? Promise.reject(new Error('bad')) : Promise.resolve();
  };
  const posts = open({ url: as('posts'), ...fast });
  await posts.serve('posts', echo, info, handle);
  const comments = open({ url: as('comments'), ...fast });
  await comments.serve('comments', ({ body }) => call(comments, { context: 'posts', body }), info, handle);
  const edge = open({ url: as('edge'), ...fast });
  await edge.ping();
  expect((await call(edge, { body: 'through' })).body).toBe('through');
  for (const context of ['posts', 'comments']) {
    await edge.emit({ context, name: 'happened', headers: '', body: context });
    expect(await edge.replicas(context)).toHaveLength(1);
  }
  await until(() => events.length === 2);

  const keeper = open({ url: as('keeper'), ...fast });
  for (const body of ['bad', 'bad']) {
    await edge.emit({ context: 'comments', name: 'happened', headers: '', body });
  }
  await until(async () => (await keeper.deadLetters('comments')).length === 2);
  const [first, second] = await keeper.deadLetters('comments');
  expect(await keeper.replayDeadLetter('comments', first?.id ?? '')).toBe(true);
  expect(await keeper.dropDeadLetter('comments', second?.id ?? '')).toBe(true);
  await askRedis(redis.url, ['XGROUP', 'CREATE', 'isomer:{comments}:events', 'left', '0']);
  expect(await keeper.forgetGroup('comments', 'left')).toBe(true);

  // A replica that dies with a call, one that is cancelled, and so many that what was read is trimmed.
  const other = await startReplicaProcess(as('comments'));
  const cancel = new AbortController();
  try {
    const hanging = { name: 'hang', timeoutMs: 20_000, repeatable: false };
    const calls: Promise<unknown>[] = [];
    await until(() => {
      calls.push(call(edge, hanging).catch((error: TransportError) => error.code));
      return other.ran.length > 0;
    });
    await other.kill();
    const ends = await Promise.all(calls);
    expect(new Set(ends.filter((end) => typeof end === 'string'))).toEqual(new Set(['Unavailable']));
  } finally {
    await other.kill();
  }
  const held = call(edge, { body: 'cancelled', signal: cancel.signal }).catch(
    (error: TransportError) => error.code,
  );
  cancel.abort();
  await held;
  for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 16 }, () => call(edge)));
  const measured = (await comments.measure()).find(({ context }) => context === 'comments');
  expect(measured?.taken.call).toMatchObject({ queued: expect.any(Number) });
  await Promise.all([posts.close(), comments.close(), edge.close(), keeper.close()]);

  expect(await askRedis(redis.url, ['ACL', 'LOG'])).toEqual([]);
  expect(lines.filter((line) => line.includes('NOPERM'))).toEqual([]);
  const stats = await askRedis<string>(redis.url, ['INFO', 'commandstats']);
  const used = new Set(
    [...stats.matchAll(/^cmdstat_([\w|-]+)/gm)].map((match) => (match[1] as string).split('|')),
  );
  const names = [...used].flatMap(([command, sub]) => [command, `${command}|${sub}`]);
  const without = commands(
    ...['connects', 'serves', 'takes events', 'calls', 'emits', 'looks after dead letters and groups'],
  ).filter((name) => !names.includes(name));
  expect(without).toEqual([]);
});

test('whose context it is not, cannot call it, serve it, or read what is sent to it', async () => {
  const comments = open({ url: as('comments') });
  await comments.serve('comments', echo, info);
  const stranger = open({ url: as('posts') });
  const expected = { code: 'Unavailable', mayHaveRun: false };
  for (const refused of [
    await failure(call(stranger)),
    await failure(stranger.emit({ context: 'comments', name: 'e', headers: '', body: '' })),
    await failure(stranger.replicas('comments')),
    await failure(open({ url: as('posts') }).serve('comments', echo, info)),
    await failure(open({ url: as('edge') }).serve('comments', echo, info)),
  ]) {
    expect(refused).toMatchObject(expected);
    expect(refused.message).toMatch(/this user may not do what is needed \(NOPERM /);
  }
  const spy = await inspector(as('edge'));
  await expect(spy.sendCommand(['XREAD', 'STREAMS', 'isomer:{comments}:requests', '0'])).rejects.toThrow(
    'NOPERM',
  );
});
