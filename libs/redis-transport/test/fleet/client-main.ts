import { setTimeout as delay } from 'node:timers/promises';
import type { Reply, TransportError } from '../../src';
import { RedisStreamsTransport } from '../../src/transport';
import { writerOf, type Outcome } from './books';
import type { Order } from './fleet';
import { OwnTime } from './own-time';
import { between, randomFrom } from './random';
import { identityOf } from './services';

// A client of a fleet. Until SIGTERM it makes calls, and writes down each before it is made and when it has ended; and
// it emits events, and writes down how each of that went.
const CALLERS = 8;
const EMITTERS = 2;
const { folder, seed, name, deadlines, keys, options } = JSON.parse(process.argv[3]!) as Order;
const random = randomFrom(seed);
const time = new OwnTime();
const begun = writerOf(folder, 'begun');
const ended = writerOf(folder, 'outcomes');
const emitted = writerOf(folder, 'emits');
const identity = identityOf('edge', keys);
const transport = new RedisStreamsTransport({ ...options, identity, log: () => undefined });
let stopped = false;
let next = 0;

async function callOnce(): Promise<void> {
  const id = `${name}-${next++}`;
  const repeatable = random() < 0.5;
  const timeoutMs = Math.round(between(random, ...deadlines));
  begun({ id, repeatable, timeoutMs });
  const started = time.now();
  const end = (how: Outcome['end']) => ended({ id, afterMs: time.now() - started, end: how });
  const call = { context: 'comments', name: 'echo', body: id, headers: '', timeoutMs, repeatable };
  await transport.call(call).then(
    ({ ok, body }: Reply) => end(ok && body === id ? 'answered' : 'answered with another body'),
    async ({ code, mayHaveRun, message }: TransportError) => {
      end({ code, mayHaveRun, message });
      await delay(between(random, 10, 50));
    },
  );
}

async function emitOnce(): Promise<void> {
  const id = `${name}-${next++}`;
  await transport.emit({ context: 'comments', name: 'posted', body: id, headers: '' }).then(
    () => emitted({ id, end: 'taken' }),
    ({ code, mayHaveRun, message }: TransportError) => emitted({ id, end: { code, mayHaveRun, message } }),
  );
  await delay(between(random, 5, 30));
}

async function keepOn(once: () => Promise<void>): Promise<void> {
  while (!stopped) await once();
}

const working = [
  ...Array.from({ length: CALLERS }, () => keepOn(callOnce)),
  ...Array.from({ length: EMITTERS }, () => keepOn(emitOnce)),
];
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => {
  stopped = true;
  void Promise.all(working)
    .then(() => transport.close())
    .then(() => process.exit());
});
process.send!({ ready: [transport.id] });
