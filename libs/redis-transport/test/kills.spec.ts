import { setTimeout as delay } from 'node:timers/promises';
import type { DeadLetter, RedisStreamsTransport } from '../src';
import { askRedis } from '../testing/ask-redis';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { Fleet, type Member } from './fleet/fleet';
import { lostEvents } from './fleet/lost-events';
import { between, randomFrom, seedFrom, type Random } from './fleet/random';
import { accountOf, answered, untruths } from './fleet/untruths';
import { call, closeAll, connected, inspector, open, until } from './harness';

const KILLING_MS = 20_000;
const DEAD = 'isomer:{comments}:dead';
const EVENTS = 'isomer:{comments}:events';
const REQUESTS = 'isomer:{comments}:requests';
/** To do the same again: KILLS_SEED=<seed>, which the name of a failed test tells. */
const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000);

let redis: TestRedis;
let fleet: Fleet;
beforeEach(async () => {
  // It keeps what it has said, as a Redis that calls are entrusted to does.
  redis = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] });
  // Many calls have time left when another replica has found what a dead one had.
  fleet = await Fleet.of(redis.url, randomFrom(seed), { deadlines: [500, 8_000], heartbeatMs: 250 });
});
afterEach(async () => {
  await closeAll();
  await fleet.remove();
  await redis.stop();
});

/** Kills one thing again and again, after a pause of a random length each time; three times however busy the machine is. */
async function keepKilling(
  random: Random,
  pauses: [number, number],
  kill: (random: Random) => Promise<unknown>,
) {
  const end = performance.now() + KILLING_MS;
  for (let kills = 0; ; kills++) {
    const pause = between(random, ...pauses);
    if (performance.now() + pause > end && kills >= 3) return;
    await delay(pause);
    await kill(random);
  }
}

async function replaced(member: Member, start: () => Promise<Member>, absentMs: number): Promise<Member> {
  await member.end('SIGKILL');
  await delay(absentMs);
  return start();
}

/** Cuts all connections, with what was said on them last. Redis may go away meanwhile. */
function cutConnections(): Promise<unknown> {
  return askRedis(redis.url, ['CLIENT', 'KILL', 'TYPE', 'normal']).catch(() => undefined);
}

async function expectServed(client: RedisStreamsTransport, replicas: string[]): Promise<void> {
  const ids = async () => (await client.replicas('comments')).map(({ id }) => id).sort();
  await until(async () => (await ids()).join() === replicas.join());
  const calls = Array.from({ length: 200 }, (_, i) =>
    call(client, { body: `after-${i}`, repeatable: false }),
  );
  expect((await Promise.all(calls)).filter(({ ok }) => ok)).toHaveLength(200);
}

/** All that stays for ever in Redis is the streams of requests and events, empty, who reads them, and dead letters. */
async function expectNothingLeft(replicas: string[], auditors: string[]): Promise<void> {
  const look = await inspector(redis.url);
  const expectRead = async (stream: string, group: string, by: string[]) => {
    await until(async () => (await look.xPending(stream, group)).pending === 0);
    await until(async () => (await look.xLen(stream)) === 0);
    const consumers = async () => (await look.xInfoConsumers(stream, group)).map(({ name }) => name);
    await until(async () => (await consumers()).length === by.length);
    expect((await consumers()).sort()).toEqual(by);
  };
  await expectRead(REQUESTS, 'replicas', replicas);
  await expectRead(EVENTS, 'comments', replicas);
  await expectRead(EVENTS, 'audit', auditors);
  expect((await look.xInfoGroups(EVENTS)).map(({ name }) => name).sort()).toEqual(['audit', 'comments']);
  expect((await look.zRange('isomer:{comments}:alive', 0, -1)).sort()).toEqual(replicas);
  expect((await look.zRange('isomer:{comments}:listening', 0, -1)).sort()).toEqual(
    [...replicas, ...auditors].sort(),
  );
  expect((await look.hKeys('isomer:{comments}:replicas')).sort()).toEqual(replicas);
  const lasting: string[] = [];
  for (const key of await look.keys('*')) if ((await look.pTTL(key)) === -1) lasting.push(key);
  expect(lasting.sort()).toEqual([DEAD, EVENTS, REQUESTS]);
}

/** Nothing was given up but events, and none of them for want of a seal. */
function expectGenuine(letters: readonly DeadLetter[]): void {
  expect(letters.length).toBeGreaterThan(0);
  for (const { stream, reason } of letters)
    expect([stream, reason]).toEqual([
      EVENTS,
      expect.stringMatching(/^(it is of no use|it failed this time|the replica that had it was lost)/),
    ]);
}

test(`whoever is killed, each call ends once, in time and with the truth, and each event is handled (seed ${seed})`, async () => {
  const random = randomFrom(seed);
  const servers = [await fleet.server(), await fleet.server()];
  const clients = [await fleet.client(), await fleet.client()];
  let mortal = await fleet.client();
  const killed = new Set<string>();

  await Promise.all([
    ...servers.map((_, i) =>
      keepKilling(randomFrom(seedFrom(random)), [300, 2_500], async (random) => {
        servers[i] = await replaced(servers[i]!, () => fleet.server(), between(random, 0, 500));
      }),
    ),
    keepKilling(randomFrom(seedFrom(random)), [300, 2_000], async (random) => {
      killed.add(mortal.name);
      mortal = await replaced(mortal, () => fleet.client(), between(random, 0, 500));
    }),
    keepKilling(randomFrom(seedFrom(random)), [1_000, 4_000], async (random) => {
      await redis.kill();
      await delay(between(random, 0, 1_500));
      await redis.start();
    }),
    keepKilling(randomFrom(seedFrom(random)), [500, 2_500], cutConnections),
  ]);

  const idsOf = (group: number) => servers.map(({ ids }) => ids[group]!).sort();
  const [replicas, auditors] = [idsOf(0), idsOf(1)];
  const observer = await connected(open({ url: redis.url, identity: fleet.identity }));
  await expectServed(observer, replicas);
  const codes = await Promise.all([...clients, mortal].map((each) => each.end('SIGTERM')));
  expect(codes).toEqual([0, 0, 0]);
  await expectNothingLeft(replicas, auditors);

  const letters = await observer.deadLetters('comments', { count: 10_000 });
  expectGenuine(letters);
  expect(lostEvents(fleet.folder, letters)).toEqual([]);

  const account = accountOf(fleet.folder);
  expect(untruths(account, killed)).toEqual([]);
  expect(answered(account)).toBeGreaterThan(200);
}, 600_000);
