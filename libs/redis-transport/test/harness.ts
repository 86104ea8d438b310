import { createClient } from 'redis';
import {
  RedisStreamsTransport,
  type IncomingCall,
  type OutgoingCall,
  type RedisStreamsOptions,
  type Reply,
  type TransportError,
} from '../src';
import { CALL_FIELDS, encodeCalls, requestFields, type WireCall } from '../src/wire/request';

// Real processes on a busy machine take their time; `until` gives up first.

/** Within this many milliseconds is at once, on a machine that may be ten times slower than another. */
export const SOON_MS = 10_000;

export const info = { version: 'test 1.0', calls: { echo: 'hash-of-echo' } };

/** Heartbeats so short that a test need not wait long for a death, and long enough that a busy machine causes none. */
export const FAST = { heartbeatMs: 1_000 };
/** So long that nobody counts as dead whom a busy machine has let wait. */
const STEADY = { heartbeatMs: 3_000 };

const opened: { close(): Promise<unknown> }[] = [];

/** Closed by {@link closeAll} at the latest. Keeps quiet unless a test gives a log. */
export function open(options: RedisStreamsOptions): RedisStreamsTransport {
  const transport = new RedisStreamsTransport({ log: () => undefined, ...STEADY, ...options });
  opened.push(transport);
  return transport;
}

/** A plain client, to look at keys with. */
export async function inspector(url: string) {
  const client = await createClient({ url, RESP: 2 })
    .on('error', () => undefined)
    .connect();
  opened.push({ close: () => Promise.resolve(client.destroy()) });
  return client;
}

export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((each) => each.close()));
}

const reached = new WeakSet<RedisStreamsTransport>();

/** Connects before the first call: on a busy machine that may take longer than a call waits for it. */
export async function call(
  transport: RedisStreamsTransport,
  overrides: Partial<OutgoingCall> = {},
): Promise<Reply> {
  if (!reached.has(transport)) await transport.ping().catch(() => undefined);
  reached.add(transport);
  const plain = {
    context: 'comments',
    name: 'echo',
    body: '',
    headers: '',
    timeoutMs: 20_000,
    repeatable: true,
  };
  return transport.call({ ...plain, ...overrides });
}

/** The fields of a request as anybody may write it who knows PROTOCOL.md. */
export function requestOf(
  calls: readonly WireCall[],
  { from = 'somebody', at = Date.now(), repeatable = true } = {},
): string[] {
  const values = encodeCalls(calls, true);
  return [...requestFields(from, repeatable, at), ...CALL_FIELDS.flatMap((name, i) => [name, values[i]!])];
}

export const echo = (incoming: IncomingCall): Promise<Reply> =>
  Promise.resolve({ ok: true, body: incoming.body });

/** Waits until `condition` holds, and fails after thirty seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const limit = performance.now() + 30_000;
  while (!(await condition())) {
    if (performance.now() > limit) throw new Error(`Still not true: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A promise to be resolved from outside, for handlers that wait for the test. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let release = () => undefined as void;
  const promise = new Promise<void>((resolve) => (release = resolve));
  return { opened: promise, open: release };
}

/** What `promise` is rejected with, and after how many milliseconds. */
export async function failure(promise: Promise<unknown>): Promise<TransportError & { afterMs: number }> {
  const started = performance.now();
  try {
    await promise;
  } catch (error) {
    return Object.assign(error as TransportError, { afterMs: performance.now() - started });
  }
  throw new Error('It was expected to fail, and did not');
}

/** A replica for one call at a time that stops at the body `hold` until the gate opens, and the bodies that it began. */
export async function serveOneByOne(url: string) {
  const hold = gate();
  const ran: string[] = [];
  const server = open({ url, concurrency: 1 });
  await server.serve(
    'comments',
    async (incoming) => {
      ran.push(incoming.body);
      if (incoming.body === 'hold') await hold.opened;
      return echo(incoming);
    },
    info,
  );
  return { server, ran, hold };
}

/** `transport` when it is connected: on a busy machine that may take longer than a call waits for it. */
export async function connected(transport: RedisStreamsTransport): Promise<RedisStreamsTransport> {
  await until(() =>
    transport.ping().then(
      () => true,
      () => false,
    ),
  );
  return transport;
}
