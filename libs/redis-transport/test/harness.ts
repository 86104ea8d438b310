import { createClient } from 'redis';
import {
  RedisStreamsTransport,
  type IncomingCall,
  type OutgoingCall,
  type RedisStreamsOptions,
  type Reply,
  type TransportError,
} from '../src';

// Real processes on a busy machine take their time; `until` gives up first.
jest.setTimeout(30_000);

export const info = { version: 'test 1.0', calls: { echo: 'hash-of-echo' } };

/** Heartbeats so short that a test need not wait long for the death of a replica. */
export const FAST = { heartbeatMs: 100 };

const opened: { close(): Promise<unknown> }[] = [];

/** Closed by {@link closeAll} at the latest. Keeps quiet unless a test gives a log. */
export function open(options: RedisStreamsOptions): RedisStreamsTransport {
  const transport = new RedisStreamsTransport({ log: () => undefined, ...options });
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

export function call(
  transport: RedisStreamsTransport,
  overrides: Partial<OutgoingCall> = {},
): Promise<Reply> {
  const plain = {
    context: 'comments',
    name: 'echo',
    body: '',
    headers: '',
    timeoutMs: 5_000,
    repeatable: true,
  };
  return transport.call({ ...plain, ...overrides });
}

export const echo = (incoming: IncomingCall): Promise<Reply> =>
  Promise.resolve({ ok: true, body: incoming.body });

/** Waits until `condition` holds, and fails after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const limit = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`Still not true: ${condition.toString()}`);
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
