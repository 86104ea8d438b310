import { startCluster } from '../testing/redis-cluster';
import { freePorts } from '../testing/ports';
import { startRedis, type RedisServerOptions, type TestRedis } from '../testing/redis-server';
import { call, closeAll, connected, echo, failure, info, inspector, open, until } from './harness';

const started: { stop(): Promise<void> }[] = [];
async function redisWith(...args: string[]): Promise<TestRedis> {
  const options: RedisServerOptions = { args };
  const redis = await startRedis(options);
  started.push(redis);
  return redis;
}
afterEach(async () => {
  await closeAll();
  await Promise.all(started.splice(0).map((each) => each.stop()));
});

/** What a server is told at its start, in one line and at once. */
async function refusal(url: string): Promise<string> {
  const error = await failure(open({ url }).serve('comments', echo, info));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).not.toContain('\n');
  // Not after the ten seconds that a start waits for a Redis that may come.
  expect(error.afterMs).toBeLessThan(5_000);
  return error.message;
}

test('a missing password and a wrong one are told apart', async () => {
  const { url } = await redisWith('--requirepass', 'right');
  const as = (login: string) => url.replace('unix://', `unix://${login}@`);
  expect(await refusal(url)).toMatch(/it wants a password, and the URL has none \(NOAUTH /);
  expect(await refusal(as(':wrong'))).toMatch(/it does not take this user and password \(WRONGPASS /);
  expect(await refusal(as('nobody:right'))).toMatch(/it does not take this user and password \(WRONGPASS /);
  await open({ url: as(':right') }).serve('comments', echo, info);
});

test('a missing right is told with the command, or with the key', async () => {
  const { url } = await redisWith();
  const look = await inspector(url);
  await look.aclSetUser('noxadd', ['on', '>pw', '~*', '+@all', '-xgroup']);
  await look.aclSetUser('nokey', ['on', '>pw', '~other:*', '+@all']);
  const as = (user: string) => url.replace('unix://', `unix://${user}:pw@`);
  expect(await refusal(as('noxadd'))).toMatch(/this user may not do what is needed \(NOPERM .*'xgroup/);
  expect(await refusal(as('nokey'))).toMatch(/\(NOPERM .*\(XGROUP CREATE isomer:\{comments\}:requests\)\)/);
  const error = await failure(call(await connected(open({ url: as('nokey') }))));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).toMatch(/NOPERM .*isomer:\{comments\}:/);
});

test('a replica is refused with the name of its master', async () => {
  const [port] = (await freePorts(1)) as [number];
  await redisWith('--port', String(port), '--bind', '127.0.0.1');
  const replica = await redisWith('--replicaof', `127.0.0.1 ${port}`);
  expect(await refusal(replica.url)).toContain(
    `it is a replica of 127.0.0.1:${port}: name that one, or the sentinels`,
  );
});

test('a node of a Cluster, and what is none, are told how the URL must be', async () => {
  const cluster = await startCluster();
  started.push(cluster);
  expect(await refusal(`redis://127.0.0.1:${cluster.ports[0]}`)).toContain(
    'it is a node of a Cluster: add ?cluster=true',
  );
  const [port] = (await freePorts(1)) as [number];
  await redisWith('--port', String(port), '--bind', '127.0.0.1');
  expect(await refusal(`redis://127.0.0.1:${port}?cluster=true`)).toContain(
    'it is not a Cluster: leave ?cluster=true out',
  );
  expect(await refusal(`redis://127.0.0.1:${port}?sentinel=main`)).toContain(
    'it is no Sentinel: leave ?sentinel= out',
  );
});

test('a master that becomes a replica while it is used is left, and used again as a master', async () => {
  const redis = await redisWith();
  const lines: string[] = [];
  await open({ url: redis.url }).serve('comments', echo, info);
  const client = open({ url: redis.url, log: (_, line) => void lines.push(line) });
  await call(client);
  const look = await inspector(redis.url);
  await look.sendCommand(['REPLICAOF', '127.0.0.1', '1']);
  const error = await failure(call(client, { timeoutMs: 3_000 }));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false });
  expect(error.message).toMatch(/it is a replica/);
  await look.sendCommand(['REPLICAOF', 'NO', 'ONE']);
  await until(() =>
    call(client, { timeoutMs: 500 }).then(
      () => true,
      () => false,
    ),
  );
});

test('a Redis whose memory is full refuses calls as such, and takes them again when there is room', async () => {
  const redis = await redisWith();
  // A heartbeat cannot be written either.
  await open({ url: redis.url, heartbeatMs: 10_000 }).serve('comments', echo, info);
  const client = await connected(open({ url: redis.url }));
  await call(client);
  const look = await inspector(redis.url);
  await look.configSet('maxmemory', '1');
  const error = await failure(call(client));
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false, retryAfterMs: 1_000 });
  expect(error.message).toMatch(/its memory is full \(maxmemory\) \(OOM /);
  expect(
    (await failure(client.emit({ context: 'comments', name: 'e', headers: '', body: '' }))).message,
  ).toContain('OOM');
  await look.configSet('maxmemory', '0');
  expect((await call(client, { body: 'x' })).body).toBe('x');
});

/** Has Redis take nothing, until it has turned down a command of this name. */
async function refuseOnce(look: Awaited<ReturnType<typeof inspector>>, command: string): Promise<void> {
  const turnedDown = new RegExp(`cmdstat_${command}:.*rejected_calls=[1-9]`);
  await look.configResetStat();
  await look.configSet('maxmemory', '1');
  void until(async () => turnedDown.test(await look.info('commandstats'))).then(() =>
    look.configSet('maxmemory', '0'),
  );
}

test('a reply that a full Redis did not take is given when there is room', async () => {
  const redis = await redisWith();
  const look = await inspector(redis.url);
  const server = open({ url: redis.url, heartbeatMs: 1_000 });
  const fill = async ({ body }: { body: string }) => {
    await refuseOnce(look, 'xadd');
    return { ok: true, body };
  };
  await server.serve('comments', fill, info);
  expect((await call(open({ url: redis.url }), { body: 'x' })).body).toBe('x');
});

test('a process that closes does not leave a reply behind that a full Redis did not take', async () => {
  const redis = await redisWith();
  const look = await inspector(redis.url);
  const server = open({ url: redis.url, heartbeatMs: 10_000 });
  let closed: Promise<void> | undefined;
  const fillAndClose = async ({ body }: { body: string }) => {
    await refuseOnce(look, 'xadd');
    closed = server.close();
    return { ok: true, body };
  };
  await server.serve('comments', fillAndClose, info);
  expect((await call(open({ url: redis.url }), { body: 'x' })).body).toBe('x');
  await closed;
});

test('a call that must not be started twice is told that a full Redis did not say whether it may be', async () => {
  const redis = await redisWith();
  const look = await inspector(redis.url);
  const ran: string[] = [];
  const fill = async ({ body }: { body: string }) => {
    ran.push(body);
    await refuseOnce(look, 'set');
    return { ok: true, body };
  };
  await open({ url: redis.url, heartbeatMs: 1_000, concurrency: 1 }).serve('comments', fill, info);
  const client = await connected(open({ url: redis.url }));
  const first = call(client, { body: 'first', repeatable: false });
  const second = failure(call(client, { body: 'second', repeatable: false }));
  expect((await first).body).toBe('first');
  expect(await second).toMatchObject({ code: 'Unavailable', mayHaveRun: true });
  expect((await second).message).toContain('Redis did not say whether comments.echo may be started');
  expect(ran).toEqual(['first']);
});

test('a Redis that is still loading its data is told as such, and used when it is done', async () => {
  const redis = await redisWith('--enable-debug-command', 'yes');
  const look = await inspector(redis.url);
  await look.sendCommand(['DEBUG', 'POPULATE', '3000']);
  await look.sendCommand(['SAVE']);
  const loading = await startRedis({
    args: [
      ...['--dir', redis.folder, '--dbfilename', 'dump.rdb'],
      // Until it is told not to wait for ten milliseconds a key.
      ...['--key-load-delay', '10000', '--loading-process-events-interval-bytes', '1024'],
    ],
  });
  started.push(loading);
  const error = await failure(open({ url: loading.url }).ping());
  expect(error).toMatchObject({ code: 'Unavailable', mayHaveRun: false, retryAfterMs: 1_000 });
  expect(error.message).toMatch(/it is still loading its data \(LOADING /);
  await (await inspector(loading.url)).configSet('key-load-delay', '0');
  await open({ url: loading.url }).serve('comments', echo, info);
});
