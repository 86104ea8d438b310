import {
  type CallError,
  DeadlineExceeded,
  Databases,
  IsomerModule,
  Settings,
  operationHashes,
  roleOf,
  runAs,
} from '@isomer/framework';
import { emptyDatabase, until } from '@isomer/framework/testing';
import { RedisStreamsTransport, netstrings } from '@isomer/redis-transport';
import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from 'redis';
import { identityOf } from '../../apps/platform/src/service-keys';
import { keepOf } from '../../libs/redis-transport/src/wire/dead-letter';
import { type TestRedis, startRedis } from '../../libs/redis-transport/testing/redis-server';
import { PrincipalSigner } from '../../libs/isomer/src/call/principal-signer';
import { collectLog } from '../../libs/isomer/testing/collect-log';
import { PlacesModule, WeatherModule } from './contexts';
import { NoSuchPlace, WeatherApi } from './contracts';
import { callFromPython, inPython, makeKeys, servePython } from './python';

// What is refused is logged, and expected here.
collectLog();

const requests = (context: string) => `isomer:{${context}}:requests`;
let redis: TestRedis;
let keys: Awaited<ReturnType<typeof makeKeys>>;
let python: ReturnType<typeof servePython>;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let node: TestingModule;
let transport: RedisStreamsTransport;
let look: Awaited<ReturnType<typeof inspect>>;

beforeAll(async () => {
  [redis, keys, database] = await Promise.all([startRedis(), makeKeys(), emptyDatabase()]);
  look = await inspect();
  python = servePython(redis.url, keys.folder);
  await until(() => look.exists('isomer:{weather}:alive'), 'the first heartbeat of the Python service');
  ({ node, transport } = await startNode());
});

afterAll(async () => {
  await node?.close();
  look?.destroy();
  await python?.kill();
  await database?.drop();
  await keys?.remove();
  await redis?.stop();
});

/** A plain client, to look at keys and to write entries by hand. */
async function inspect() {
  return await createClient({ url: redis.url, RESP: 2 })
    .on('error', () => undefined)
    .connect();
}

/** A process of the framework that serves `places` and calls `weather`. */
async function startNode() {
  const own = keys.keysOf('places');
  const transport = new RedisStreamsTransport({
    url: redis.url,
    identity: identityOf(own),
    name: 'places',
    log: () => undefined,
  });
  const node = await Test.createTestingModule({
    imports: [
      IsomerModule.forRoot({
        contexts: [PlacesModule, WeatherModule],
        here: ['places'],
        settings: new Settings('http://localhost', 'a secret for tests that is long enough'),
        databases: new Databases({ places: { url: database.url, role: roleOf('posts') } }, 5),
        transport,
        keys: own,
      }),
    ],
  }).compile();
  await node.enableShutdownHooks().init();
  return { node, transport };
}

const weather = () => node.get<WeatherApi>(WeatherApi as unknown as Type);
const as = <T>(id: string, work: () => Promise<T>) =>
  runAs({ operation: 'test', principal: { kind: 'member', id } }, work);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect('a failure').toBe('a result') as never,
    (error: unknown) => error as CallError,
  );
const fromPython = (options: Record<string, unknown>) =>
  callFromPython(redis.url, keys.folder, { context: 'places', ...options });
const deadLetters = async (context: string) =>
  ((await look.xRange(`isomer:{${context}}:dead`, '-', '+')) ?? []).map(({ message }) => message);

/** The entries that are added to `stream` while `work` runs, as the arguments of `XADD`. */
async function written(stream: string, work: () => Promise<unknown>): Promise<string[][]> {
  const monitor = await inspect();
  const seen: string[][] = [];
  await monitor.monitor((line: string) => {
    const args = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, arg]) =>
      Buffer.from(
        arg!
          .replace(/\\x(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
          .replace(/\\(["\\])/g, '$1'),
        'latin1',
      ).toString(),
    );
    if (args[0] === 'XADD' && args[1] === stream) seen.push(args);
  });
  await work();
  await until(() => seen.length > 0, `an entry in ${stream}`);
  monitor.destroy();
  return seen;
}

test('the example of SEAL.md is what Python seals', async () => {
  const script = `
import base64
from isomer import Keys, b64, X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
def key(kid, byte):
    private = bytes([byte]) * 32
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kid": kid, "crv": "X25519", "x": b64(public), "d": b64(private)}
sign = {"kid": "s", "crv": "Ed25519", "x": "", "d": b64(bytes(32))}
keys = Keys({"service": "edge", "keys": [key("e1", 1), sign]}, {"services": {"comments": {"keys": [key("c1", 2)]}}})
fields = {"v": "1", "from": "edge-7", "at": "1764000000000", "repeatable": "0"}
fields.update(calls='[[1,"post",5000,2,9]]', texts='{}"Grüße"')
print(keys.seal(["c1"], "isomer:{comments}:requests", fields)["seal"])`;
  const page = await readFile(join(__dirname, '../../libs/redis-transport/SEAL.md'), 'utf8');
  const [, seal] = /^seal (1 e1 .*)$/m.exec(page)!;
  expect(await inPython(script)).toBe(seal);
});

test('the hash of the example of WIRE.md is what Python makes of its call, and writes numbers as Node does', async () => {
  const page = await readFile(join(__dirname, '../../libs/isomer/WIRE.md'), 'utf8');
  const [call, hash] = ['call', 'hash'].map((name) => new RegExp(`^${name} {2,}(.*)$`, 'm').exec(page)![1]!);
  const numbers = [
    ...[0, -0, 1, -1.5, 0.1, 100, 123.456, 1e15, 1e16, 1.5e16, 1e20, 1e21, -1.25e22, 1.7976931348623157e308],
    ...[0.00001, 0.000001, 1e-7, -1.5e-7, 5e-324, 333333333.33333329, 9007199254740991, 1 / 3],
  ];
  const script = `
import json, sys
from isomer import call_hash, canonical
call, numbers = map(json.loads, sys.argv[1:])
print(call_hash(call), canonical(numbers), canonical([float(number) for number in numbers]))`;
  const written = JSON.stringify(numbers);
  expect(await inPython(script, call!, written)).toBe(`${hash} ${written} ${written}`);
});

test('what a dead letter of Python keeps of a large entry is what one of Node keeps', async () => {
  const script = `
import json
from isomer import kept_of
print(json.dumps([kept_of(flat) for flat in (["a", "é" * 5], ["a", "é" * 50_000, "b"], [""] * 50_000)]))`;
  const kept = JSON.parse(await inPython(script)) as { fields: string; cut?: string }[];
  const flats = [['a', 'é'.repeat(5)], ['a', 'é'.repeat(50_000), 'b'], Array<string>(50_000).fill('')];
  const nodes = flats.map((flat) => keepOf(flat, 65_536));
  expect(kept).toEqual(
    nodes.map(({ fields, cut }) => ({
      fields: JSON.stringify(fields),
      ...(cut !== undefined && { cut: String(cut) }),
    })),
  );
  expect(nodes.map(({ cut }) => cut)).toEqual([undefined, 100_002, 0]);
});

describe('a contract that Python serves', () => {
  test('is announced with the hashes that Node has for it', async () => {
    const [replica, ...others] = await transport.replicas('weather');
    expect(others).toEqual([]);
    expect(replica).toMatchObject({ version: 'python', calls: operationHashes(WeatherApi) });
  });

  test('answers a query, for which it calls Node on behalf of the same member', async () => {
    expect(await as('42', () => weather().forecast({ place: 'Zürich' }))).toEqual({
      text: 'Sun in Zürich, at 408 m',
      asker: 'member:42',
    });
  });

  test('ends with an error that it declares', async () => {
    const error = await failure(weather().forecast({ place: 'Atlantis' }));
    expect(error).toBeInstanceOf(NoSuchPlace);
    expect(error).toMatchObject({ details: { place: 'Atlantis' }, mayHaveRun: false });
  });

  test('runs a command that is not repeatable once, under a licence', async () => {
    const [before, after] = [
      await weather().report({ text: 'rain' }),
      await weather().report({ text: 'rain' }),
    ];
    expect(after.count).toBe(before.count + 1);
    const licences = await look.keys('isomer:{weather}:licence:*');
    expect(licences.length).toBeGreaterThanOrEqual(2);
    const [replica] = await transport.replicas('weather');
    expect(await look.get(licences[0]!)).toBe(replica!.id);
    expect(await look.pTTL(licences[0]!)).toBeGreaterThan(55_000);
  });

  test('what it calls has no more time than it has itself', async () => {
    const started = performance.now();
    const error = await failure(weather().forecast({ place: 'Nowhere' }, { deadlineMs: 600 }));
    expect(error).toBeInstanceOf(DeadlineExceeded);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('hears that its caller gave up', async () => {
    const { count: before } = await weather().report({ text: 'before' });
    const caller = new AbortController();
    const call = failure(weather().wait({}, { signal: caller.signal, deadlineMs: 20_000 }));
    await until(
      async () => (await look.xPending(requests('weather'), 'replicas')).pending > 0,
      'the call there',
    );
    caller.abort();
    expect(await call).toMatchObject({ code: 'cancelled' });
    const count = async () => (await weather().report({ text: 'again' })).count;
    let asked = 0;
    await until(async () => (await count()) - ++asked > before, 'the call being cancelled');
  });

  test('acknowledges and deletes what it has answered', async () => {
    await until(async () => (await look.xLen(requests('weather'))) === 0, 'an empty stream');
    expect((await look.xPending(requests('weather'), 'replicas')).pending).toBe(0);
  });

  test('does not run an entry again that somebody adds once more, and says so', async () => {
    let before = 0;
    const [entry] = await written(requests('weather'), async () => {
      before = (await weather().report({ text: 'once' })).count;
    });
    const replies = `isomer:{weather}:replies:${entry![entry!.indexOf('from') + 1]}`;
    const last = async () => (await look.xRevRange(replies, '+', '-', { COUNT: 1 }))?.[0]?.message['texts'];
    await look.sendCommand(entry!);
    await until(
      async () => (await last())?.includes('failure') || (await last())?.includes('before'),
      'a reply',
    );
    expect(JSON.parse((await last())!)).toEqual({
      code: 'Unavailable',
      message: 'weather.report was started before, and is not started again',
      mayHaveRun: true,
    });
    expect((await weather().report({ text: 'after' })).count).toBe(before + 1);
  });

  test('gives up an entry that was altered, and does not run it', async () => {
    let before = 0;
    const [entry] = await written(requests('weather'), async () => {
      before = (await weather().report({ text: 'calm' })).count;
    });
    const known = (await deadLetters('weather')).length;
    await look.sendCommand(entry!.map((part) => part.replace('calm', 'gale')));
    await until(async () => (await deadLetters('weather')).length > known, 'a dead letter');
    expect((await deadLetters('weather')).at(-1)).toMatchObject({
      stream: requests('weather'),
      group: 'replicas',
      reason: 'it was altered',
    });
    expect((await weather().report({ text: 'after' })).count).toBe(before + 1);
  });

  test('ignores what a later version adds, and gives up an entry of another version or sender', async () => {
    const own = keys.keysOf('edge');
    const headers = {
      token: new PrincipalSigner(own, 'weather').tokenFor({ kind: 'member', id: '1' }),
      traceId: '',
      locale: 'en',
      hash: '',
      mood: 'a later addition',
    };
    const texts = [JSON.stringify(headers), '{"text":"hail"}'];
    const call = [1, 'report', 5_000, ...texts.map((text) => text.length), null, 'a later addition'];
    const write = async (from: string, v: string) => {
      const fields = {
        v,
        from,
        at: `${Date.now()}`,
        repeatable: '0',
        calls: JSON.stringify([call]),
        texts: texts.join(''),
        mood: 'x',
      };
      const text = netstrings(Object.entries(fields).flat());
      const seal = identityOf(own).sealForContext('weather', requests('weather'), text);
      return String(await look.xAdd(requests('weather'), '*', { ...fields, seal }));
    };
    await write('later', '1');
    await until(() => look.xLen('isomer:{weather}:replies:later'), 'a reply');
    const [reply] = (await look.xRange('isomer:{weather}:replies:later', '-', '+'))!;
    expect(JSON.parse(reply!.message['replies']!)).toEqual([[1, 'ok', reply!.message['texts']!.length]]);
    expect(reply!.message['texts']).toContain('count');

    const id = await write('too-late', '3');
    await until(async () => (await deadLetters('weather')).at(-1)?.['id'] === id, 'a dead letter');
    expect(await look.exists('isomer:{weather}:replies:too-late')).toBe(0);

    const strange = await write('a:b', '1');
    await until(async () => (await deadLetters('weather')).at(-1)?.['id'] === strange, 'a dead letter');
    expect((await deadLetters('weather')).at(-1)).toMatchObject({
      reason: 'its field from is not as it must be',
    });
  });

  test('takes over from a replica that died, and is not believed if nobody trusts its key', async () => {
    await python.kill();
    python = servePython(redis.url, keys.folder);
    await until(async () => (await weather().forecast({ place: 'Zürich' })).text, 'an answer of the second');
    await until(
      async () => (await look.xInfoConsumers(requests('weather'), 'replicas')).length === 1,
      'one consumer',
    );
    expect(await python.stop()).toBe(0);
    expect(await look.zCard('isomer:{weather}:alive')).toBe(0);

    const stranger = servePython(redis.url, keys.folder, { key: 'stranger.key.json' });
    await until(() => look.zCard('isomer:{weather}:alive'), 'the heartbeat of the stranger');
    const error = await failure(weather().report({ text: 'x' }, { deadlineMs: 1_000 }));
    expect(error).toMatchObject({ code: 'deadline-exceeded', mayHaveRun: true });
    expect(await stranger.stop()).toBe(0);
    python = servePython(redis.url, keys.folder);
    await until(() => look.zCard('isomer:{weather}:alive'), 'the heartbeat of the right one');
  });
});

describe('a contract that Python calls', () => {
  test('gets the deadline and the principal', async () => {
    const outcome = await fromPython({ name: 'whoAmI', value: {}, deadline_ms: 3_000, subject: 'member:7' });
    const { asker, leftMs } = (outcome as { ok: { asker: string; leftMs: number } }).ok;
    expect(JSON.parse(asker)).toEqual({ kind: 'member', id: '7' });
    expect(leftMs).toBeLessThanOrEqual(3_000);
    expect(leftMs).toBeGreaterThan(1_000);
  });

  test('answers with an error that it declares, or that the framework has', async () => {
    expect(await fromPython({ name: 'find', value: { name: 'Atlantis' } })).toMatchObject({
      error: { code: 'places.unknown', details: { name: 'Atlantis' }, mayHaveRun: false },
    });
    expect(await fromPython({ name: 'find', value: {} })).toMatchObject({
      error: { code: 'failed-precondition' },
    });
    expect(await fromPython({ name: 'whoAmI', value: {} })).toMatchObject({
      error: { code: 'unauthenticated' },
    });
  });

  test('is over at its deadline', async () => {
    expect(await fromPython({ name: 'find', value: { name: 'Nowhere' }, deadline_ms: 500 })).toMatchObject({
      error: { code: 'deadline-exceeded', mayHaveRun: true },
    });
  });

  test('answers nothing to a key that nobody trusts, and refuses the token of another service', async () => {
    const find = { name: 'find', value: { name: 'Zürich' }, deadline_ms: 1_000 };
    const known = (await deadLetters('places')).length;
    expect(await fromPython({ ...find, key: 'stranger.key.json' })).toMatchObject({
      error: { code: 'deadline-exceeded' },
    });
    expect(await deadLetters('places')).toHaveLength(known + 1);
    expect(await fromPython({ ...find, tokenOf: 'edge.key.json' })).toMatchObject({
      error: { code: 'untrusted', mayHaveRun: false },
    });
    expect(await fromPython({ ...find, tokenOf: 'stranger.key.json' })).toMatchObject({
      error: { code: 'untrusted' },
    });
  });

  test('gives up an entry of Python that was altered', async () => {
    const [entry] = await written(requests('places'), () =>
      fromPython({ name: 'find', value: { name: 'Zürich' }, repeatable: false }),
    );
    const known = (await deadLetters('places')).length;
    await look.sendCommand(entry!.map((part) => part.replace('Zürich', 'Geneva')));
    await until(async () => (await deadLetters('places')).length > known, 'a dead letter');
    expect((await deadLetters('places')).at(-1)).toMatchObject({ stream: requests('places') });
  });

  test('is unavailable when nobody serves it', async () => {
    expect(await fromPython({ context: 'weather2', name: 'x', value: {} })).toMatchObject({
      error: { code: 'unavailable', mayHaveRun: false },
    });
  });
});
