import type { ConnectionStatus, RedisStreamsOptions } from '../src';
import { startRedis, type TestRedis } from '../testing/redis-server';
import { call, closeAll, connected, echo, gate, info, inspector, open, until, requestOf } from './harness';

const REQUESTS = 'isomer:{comments}:requests';
/** Nobody can show that he is there while Redis takes nothing. */
const patient = { heartbeatMs: 10_000 };
let redis: TestRedis;
beforeEach(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  await redis.stop();
});

/**
 * No call waits for more than a second for a Redis that is away, and a busy machine may need longer to connect again: then
 * it is tried anew, and after three times that machine has shown no more than that.
 */
function reconnecting(name: string, work: () => Promise<void>): void {
  test(name, async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!/the connection was lost and did not return/.test((error as Error).message)) throw error;
        await closeAll();
        await redis.stop();
        redis = await startRedis();
      }
    }
  });
}

/** Cuts the connections whose name is `name`, and tells when there are new ones. */
async function cut(name: string) {
  const look = await inspector(redis.url);
  const ids = async () =>
    (await look.clientList()).filter((each) => each.name === name).map(({ id }) => String(id));
  const before = await ids();
  expect(before).toHaveLength(1);
  for (const id of before) await look.sendCommand(['CLIENT', 'KILL', 'ID', id]);
  return () => until(async () => (await ids()).some((id) => !before.includes(id)));
}

/** Redis takes nothing that is written until `resume`. */
async function pauseWrites() {
  const look = await inspector(redis.url);
  await look.sendCommand(['CLIENT', 'PAUSE', '20000', 'WRITE']);
  return {
    /** Waits until Redis has read what it does not take yet from the connection whose name is `name`. */
    holdsUp: (name: string) =>
      until(async () =>
        (await look.clientList()).some((each) => each.name === name && each.flags.includes('b')),
      ),
    resume: () => look.sendCommand(['CLIENT', 'UNPAUSE']),
  };
}

/** A server whose call waits for the gate. */
async function serveGated(options: Partial<RedisStreamsOptions> = {}) {
  const begun = gate();
  const hold = gate();
  const ran: string[] = [];
  const server = open({ url: redis.url, ...options });
  await server.serve(
    'comments',
    async (incoming) => {
      ran.push(incoming.body);
      begun.open();
      if (incoming.body === 'hold') await hold.opened;
      return echo(incoming);
    },
    info,
  );
  return { server, begun, hold, ran };
}

test('a request given out on a connection that broke is picked up by the next one', async () => {
  const { server, ran } = await serveGated();
  const look = await inspector(redis.url);
  const client = open({ url: redis.url });
  await call(client, { body: 'first' });
  const lost = { id: 1, name: 'echo', timeoutMs: 60_000, headers: '', body: 'lost on the way' };
  // In one transaction nobody is served in between: the entry is the replica's, and it has not seen it.
  await look
    .multi()
    .addCommand(['XADD', REQUESTS, '*', ...requestOf([lost], { repeatable: false })])
    .xReadGroup('replicas', server.id, { key: REQUESTS, id: '>' })
    .exec();
  await cut(`${server.id}:requests:comments`);
  await until(() => ran.includes('lost on the way'));
  expect((await call(client, { body: 'next' })).body).toBe('next');
  expect(ran.filter((body) => body === 'lost on the way')).toHaveLength(1);
});

test('a request that runs while the connection breaks is not started again', async () => {
  const { server, begun, hold, ran } = await serveGated();
  const client = open({ url: redis.url });
  const running = call(client, { body: 'hold' });
  await begun.opened;
  const back = await cut(`${server.id}:requests:comments`);
  await back();
  await call(client, { body: 'next' });
  hold.open();
  expect((await running).body).toBe('hold');
  expect(ran).toEqual(['hold', 'next']);
});

test('a reply that could not be written is written when the connection is back', async () => {
  const { server, begun, hold } = await serveGated();
  const client = open({ url: redis.url });
  const running = call(client, { body: 'hold' });
  await begun.opened;
  await cut(server.id);
  hold.open();
  expect((await running).body).toBe('hold');
});

reconnecting('a caller whose connections break for a moment still gets its answer', async () => {
  const { begun, hold } = await serveGated();
  const client = open({ url: redis.url });
  const running = call(client, { body: 'hold' });
  await begun.opened;
  await (
    await cut(client.id)
  )();
  await cut(`${client.id}:replies:comments`);
  hold.open();
  expect((await running).body).toBe('hold');
  expect((await call(client, { body: 'next' })).body).toBe('next');
});

test('what was acknowledged on a connection that breaks is acknowledged on the next one', async () => {
  const { server, begun, hold } = await serveGated(patient);
  const look = await inspector(redis.url);
  const running = call(open({ url: redis.url }), { body: 'hold' });
  await begun.opened;
  // Redis takes no reply and no acknowledgement until the connection that brought them is gone.
  const { holdsUp, resume } = await pauseWrites();
  hold.open();
  await holdsUp(server.id);
  await cut(server.id);
  await resume();
  expect((await running).body).toBe('hold');
  await until(async () => (await look.xLen(REQUESTS)) === 0);
  expect((await look.xPending(REQUESTS, 'replicas')).pending).toBe(0);
});

test('a value that could not be sent comes before the end that could', async () => {
  const [reached, lost, back] = [gate(), gate(), gate()];
  const onStatus = (status: ConnectionStatus) =>
    status === 'disconnected' ? lost.open() : wasLost && status === 'connected' && back.open();
  let wasLost = false;
  void lost.opened.then(() => (wasLost = true));
  const server = open({ url: redis.url, onStatus });
  await server.serve(
    'comments',
    async ({ send }) => {
      await send!('a');
      reached.open();
      await lost.opened;
      await send!('b');
      await back.opened;
      return { ok: true, body: 'end' };
    },
    info,
  );
  const values: string[] = [];
  const reading = (async () => {
    const call = { context: 'comments', name: 'watch', body: '', headers: '', timeoutMs: 20_000 };
    for await (const value of open({ url: redis.url }).stream(call)) values.push(value);
  })();
  await reached.opened;
  await cut(server.id);
  await reading;
  expect(values).toEqual(['a', 'b']);
});

describe('calls that are lost with their connection before Redis has said that it has them', () => {
  /** A client whose calls of the bodies are at Redis, which has not taken them. */
  async function held(bodies: string[], repeatable: boolean) {
    const { ran } = await serveGated(patient);
    const client = open({ url: redis.url });
    await call(client, { body: 'first' });
    const { holdsUp, resume } = await pauseWrites();
    const ends = Promise.allSettled(
      bodies.map((body) => call(client, { body, repeatable, timeoutMs: 20_000 })),
    );
    await holdsUp(client.id);
    return { client, ran, holdsUp, resume, ends };
  }
  const mayHaveRun = { status: 'rejected', reason: { code: 'Unavailable', mayHaveRun: true } };
  const many = Array.from({ length: 40 }, (_, i) => `${i}`);

  reconnecting('are sent again on the next one if they are repeatable', async () => {
    const { client, ran, resume, ends } = await held(['again'], true);
    await cut(client.id);
    await resume();
    expect(await ends).toEqual([{ status: 'fulfilled', value: { ok: true, body: 'again' } }]);
    expect(ran).toEqual(['first', 'again']);
  });

  test('may have run, and are not sent again, if they are not', async () => {
    const { client, ran, resume, ends } = await held(['once'], false);
    await cut(client.id);
    expect(await ends).toMatchObject([mayHaveRun]);
    await resume();
    await call(await connected(client), { body: 'next' });
    expect(ran).toEqual(['first', 'next']);
  });

  reconnecting('are sent again as far as the budget for that goes', async () => {
    const { client, ran, resume, ends } = await held(many, true);
    await cut(client.id);
    await resume();
    const failed = (await ends).filter(({ status }) => status === 'rejected');
    expect(failed).toMatchObject(Array.from({ length: 30 }, () => mayHaveRun));
    expect(ran).toHaveLength(11);
  });

  reconnecting('take no answer to the first time that they were sent, and leave nothing behind', async () => {
    const look = await inspector(redis.url);
    // A replica in name only, whose part is played here.
    await look.zAdd('isomer:{comments}:alive', { score: Date.now() + 60_000, value: 'r1' });
    const client = await connected(open({ url: redis.url }));
    const { holdsUp, resume } = await pauseWrites();
    const answers: unknown[] = [];
    const answer = call(client, { timeoutMs: 20_000 }).then((reply) => answers.push(reply));
    await holdsUp(client.id);
    await cut(client.id);
    await resume();
    const entries = async () => (await look.xRange(REQUESTS, '-', '+')) ?? [];
    await until(async () => (await entries()).length === 1);
    const [[second]] = JSON.parse((await entries())[0]!.message['calls']!) as [[number]];
    expect(second).toBe(2);
    const reply = (id: number, texts: string) => {
      const replies = JSON.stringify([[id, 'ok', texts.length]]);
      return look.xAdd(`isomer:{comments}:replies:${client.id}`, '*', { v: '1', by: 'r1', replies, texts });
    };
    await reply(1, 'late');
    await reply(second, 'second');
    await reply(1, 'later');
    await answer;
    expect(answers).toEqual([{ ok: true, body: 'second' }]);
    expect(await client.measure()).toMatchObject([{ context: 'comments', sent: 0 }]);
  });

  test('are not sent a third time', async () => {
    const { client, ran, holdsUp, resume, ends } = await held(['again'], true);
    await (
      await cut(client.id)
    )();
    await holdsUp(client.id);
    await cut(client.id);
    expect(await ends).toMatchObject([mayHaveRun]);
    await resume();
    await call(await connected(client), { body: 'next' });
    expect(ran).toEqual(['first', 'next']);
  });
});
