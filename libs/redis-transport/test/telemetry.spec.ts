import { context, metrics, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { openTelemetry, UndeliverableEvent } from '../src';
import { startRedis, type TestRedis } from '../testing/redis-server';
import {
  call,
  closeAll,
  connected,
  echo,
  failure,
  gate,
  info,
  inspector,
  open,
  requestOf,
  until,
} from './harness';

class Reader extends MetricReader {
  protected override async onShutdown() {}
  protected override async onForceFlush() {}
}

// Before there is anything to tell.
const withoutSdk = openTelemetry();

const spans = new InMemorySpanExporter();
const reader = new Reader();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

let redis: TestRedis;
beforeAll(async () => (redis = await startRedis()));
afterEach(async () => {
  await closeAll();
  spans.reset();
});
afterAll(() => redis.stop());

const telemetry = openTelemetry();
const watched = (options = {}) => open({ url: redis.url, telemetry, ...options });

async function span(name: string, kind: SpanKind): Promise<ReadableSpan> {
  const find = () => spans.getFinishedSpans().find((each) => each.name === name && each.kind === kind);
  await until(() => find() !== undefined);
  return find()!;
}

test('a call is one trace: its caller, its handler, and what that calls', async () => {
  const posts = watched();
  await posts.serve('posts', echo, info);
  const comments = watched();
  await comments.serve('comments', () => call(comments, { context: 'posts', name: 'find' }), info);
  await call(await connected(watched()), { name: 'post', body: 'secret', headers: 'secret' });
  const all = [
    await span('comments.post', SpanKind.PRODUCER),
    await span('comments.post', SpanKind.CONSUMER),
    await span('posts.find', SpanKind.PRODUCER),
    await span('posts.find', SpanKind.CONSUMER),
  ];
  expect(new Set(all.map((each) => each.spanContext().traceId)).size).toBe(1);
  expect(all.map((each) => each.parentSpanContext?.spanId)).toEqual([
    undefined,
    ...all.slice(0, 3).map((each) => each.spanContext().spanId),
  ]);
  expect(all[1]!.attributes).toEqual({
    'messaging.system': 'redis',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.destination.name': 'comments',
    'isomer.name': 'post',
  });
  expect(JSON.stringify(all.map(({ attributes, events }) => [attributes, events]))).not.toContain('secret');
});

test('errors of handlers and of the road are on the spans, without what they say', async () => {
  await watched().serve('comments', async ({ body }) => ({ ok: false, body }), info);
  const client = await connected(watched());
  await call(client, { name: 'refuse', body: 'secret' });
  for (const kind of [SpanKind.PRODUCER, SpanKind.CONSUMER])
    expect((await span('comments.refuse', kind)).status).toEqual({ code: SpanStatusCode.ERROR });
  await failure(call(client, { context: 'nobody', name: 'find' }));
  expect((await span('nobody.find', SpanKind.PRODUCER)).attributes).toMatchObject({
    'error.type': 'Unavailable',
  });
});

test('what a handler does is in the trace of its caller alone, and no baggage comes along', async () => {
  const seen: unknown[] = [];
  const server = watched();
  await context.with(
    propagation.setBaggage(context.active(), propagation.createBaggage({ a: { value: 'b' } })),
    () =>
      server.serve(
        'comments',
        async ({ body }) => {
          seen.push(propagation.getActiveBaggage(), trace.getActiveSpan()?.spanContext().traceId);
          return { ok: true, body };
        },
        info,
      ),
  );
  await call(await connected(watched()));
  const { traceId } = (await span('comments.echo', SpanKind.PRODUCER)).spanContext();
  expect(seen).toEqual([undefined, traceId]);
});

test.each([
  'nonsense',
  `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
  `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
])('a call that names %s as its parent has a trace of its own', async (link) => {
  await watched().serve('comments', echo, info);
  const look = await inspector(redis.url);
  const wire = { id: 1, name: 'odd', timeoutMs: 5_000, headers: '', body: '', link };
  await look.sendCommand(['XADD', 'isomer:{comments}:requests', '*', ...requestOf([wire])]);
  expect((await span('comments.odd', SpanKind.CONSUMER)).parentSpanContext).toBeUndefined();
});

test('an event and each attempt at it are one trace', async () => {
  let attempts = 0;
  const server = watched({ eventBackoffMs: 1 });
  await server.subscribe('comments', async () => {
    if (++attempts < 2) throw new TypeError('secret');
  });
  await (await connected(watched())).emit({ context: 'comments', name: 'posted', headers: '', body: '' });
  const sent = await span('comments posted', SpanKind.PRODUCER);
  const handled = () => spans.getFinishedSpans().filter((each) => each.kind === SpanKind.CONSUMER);
  await until(() => handled().length === 2);
  for (const each of handled()) expect(each.parentSpanContext?.spanId).toBe(sent.spanContext().spanId);
  expect(handled().map((each) => each.attributes['error.type'])).toEqual(['TypeError', undefined]);
});

async function measured(): Promise<Record<string, number>> {
  const { resourceMetrics, errors } = await reader.collect();
  expect(errors).toEqual([]);
  const points = resourceMetrics.scopeMetrics.flatMap((scope) =>
    scope.metrics.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }): [string, number] => [
        [descriptor.name.replace('isomer.transport.', ''), ...Object.values(attributes)].join(' '),
        value as number,
      ]),
    ),
  );
  return Object.fromEntries(points);
}

test('what waits, runs, comes again and is given up is measured, by context', async () => {
  const hold = gate();
  let begun = 0;
  const server = watched({ concurrency: 1, eventAttempts: 2, eventBackoffMs: 1 });
  await server.serve(
    'measured',
    async (incoming) => (begun++, await hold.opened, echo(incoming)),
    info,
    ({ name }) =>
      Promise.reject(name === 'hopeless' ? new UndeliverableEvent('hopeless') : new Error('again')),
  );
  const client = await connected(watched());
  const began = performance.now();
  const calls = [1, 2, 3].map(() => call(client, { context: 'measured', timeoutMs: 20_000 }));
  await until(() => begun === 1);
  await until(async () => (await measured())['queue.oldest_age measured call']! > 0.09);
  const busy = await measured();
  expect(busy).toMatchObject({
    'queue.depth measured call': 3,
    'calls.pending measured': 3,
    'handlers.running measured call': 1,
    'handlers.running measured event': 0,
    'redeliveries measured call': 0,
    'dead_letters measured': 0,
  });
  const seconds = (performance.now() - began) / 1_000;
  expect(busy['queue.oldest_age measured call']).toBeLessThan(seconds + 0.1);
  hold.open();
  await Promise.all(calls);
  for (const name of ['hopeless', 'failing'])
    await client.emit({ context: 'measured', name, headers: '', body: '' });
  const given = async () => (await measured())['dead_letters measured'] === 2;
  await until(given);
  await until(async () => (await measured())['queue.depth measured call'] === 0);
  expect(await measured()).toMatchObject({
    'queue.oldest_age measured call': 0,
    'calls.pending measured': 0,
    'handlers.running measured call': 0,
    'redeliveries measured event': 1,
  });
});

test.each([
  ['without telemetry nothing is made for it: no span, nothing on the wire', undefined, 5],
  ['with it, the call on the wire names its span', telemetry, 7],
])('%s', async (_, chosen, elements) => {
  expect(withoutSdk).toBeUndefined();
  const look = await inspector(redis.url);
  await look.flushAll();
  const client = await connected(open({ url: redis.url, telemetry: chosen }));
  // Somebody who does not answer, so that the entry stays.
  await look.zAdd('isomer:{plain}:alive', { score: Date.now() + 60_000, value: 'r1' });
  void call(client, { context: 'plain' }).catch(() => undefined);
  await until(async () => (await look.xLen('isomer:{plain}:requests')) === 1);
  const [entry] = (await look.xRange('isomer:{plain}:requests', '-', '+'))!;
  const [wire] = JSON.parse(entry!.message['calls']!) as [unknown[]];
  expect(wire).toHaveLength(elements);
  await client.close();
  expect(spans.getFinishedSpans()).toHaveLength(chosen ? 1 : 0);
});
