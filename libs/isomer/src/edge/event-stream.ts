import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { foreseen, logUnforeseen } from './unforeseen';

/** One event of a stream, as the browser's EventSource reads it. */
export interface ServerSentEvent {
  /** What the client names as `Last-Event-ID` when it comes again. */
  id?: string;
  event?: string;
  data: unknown;
}

export interface EventStreamOptions {
  /** After which something is sent, so that whoever is between does not take the connection for dead. */
  heartbeatMs?: number;
  /** After which the client comes again when the stream has ended. */
  retryMs?: number;
  /** For which a client may read nothing of what is there before it is dropped. */
  patienceMs?: number;
}

const property = Symbol('event streams');
type Streaming = FastifyInstance & { [property]?: Set<AbortController> };

/** Ends the event streams of a server that stops: it waits for its answers, and these would not end by themselves. */
export function endEventStreams(fastify: FastifyInstance): void {
  const open = new Set<AbortController>();
  fastify.decorate(property, open);
  fastify.addHook('preClose', (done) => {
    for (const each of open) each.abort();
    done();
  });
}

/**
 * Answers with server-sent events (HTML, 9.2) as they come. The client sets the pace: nothing is asked for before what
 * was there has been taken. An end, for whatever reason, is an end of the answer: the client comes again, and says what
 * it has seen.
 */
export function eventStream(
  reply: FastifyReply,
  events: AsyncIterable<ServerSentEvent>,
  { heartbeatMs = 15_000, retryMs = 1_000, patienceMs = 30_000 }: EventStreamOptions = {},
): void {
  const { raw, request } = reply;
  // Its client is gone: nobody would tell us again, nor read.
  if (raw.destroyed) return end(events[Symbol.asyncIterator]());
  const stop = new AbortController();
  const { [property]: open } = reply.server as Streaming;
  open?.add(stop);
  /** Since when a chunk waits to be taken. */
  let waitingSince: number | undefined;
  const watch = setInterval(() => {
    if (waitingSince !== undefined && performance.now() - waitingSince > patienceMs) raw.destroy();
  }, patienceMs / 4);
  watch.unref();
  raw.once('close', () => {
    clearInterval(watch);
    open?.delete(stop);
    stop.abort();
  });
  const onFailure = (error: unknown) => {
    if (!foreseen(error)) logUnforeseen(error, request);
  };
  async function* chunks(): AsyncGenerator<string, void> {
    for await (const chunk of withHeartbeats(events, heartbeatMs, stop.signal, onFailure)) {
      waitingSince = performance.now();
      yield chunk;
      waitingSince = undefined;
    }
  }
  // The first chunk has the headers sent, so that the client knows that it is connected.
  async function* answer(): AsyncGenerator<string, void> {
    yield `retry: ${retryMs}\n\n`;
    yield* chunks();
  }
  void reply
    .header('Content-Type', 'text/event-stream; charset=utf-8')
    .header('Cache-Control', 'no-store')
    // A connection that is kept after its end would hold a server that stops.
    .header('Connection', 'close')
    // A proxy that collects an answer before it passes it on would never pass on this one.
    .header('X-Accel-Buffering', 'no')
    .send(Readable.from(answer(), { objectMode: false, highWaterMark: 1 }));
}

/** Events as text, and a comment after each time in which there was none. Ends when they do, fail, or `signal` aborts. Never throws. */
async function* withHeartbeats(
  events: AsyncIterable<ServerSentEvent>,
  everyMs: number,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): AsyncGenerator<string, void> {
  const iterator = events[Symbol.asyncIterator]();
  const ask = () =>
    iterator.next().catch((error: unknown) => {
      onFailure(error);
      return 'over' as const;
    });
  try {
    let next = ask();
    for (;;) {
      const found = await first(next, everyMs, signal);
      if (found === 'late') {
        yield ':\n\n';
        continue;
      }
      if (found === 'over' || found.done) return;
      yield textOf(found.value);
      next = ask();
    }
  } finally {
    end(iterator);
  }
}

/** Not waited for: what is being asked for may take as long as it likes to notice. */
function end(iterator: AsyncIterator<unknown>): void {
  void iterator.return?.()?.then(undefined, () => undefined);
}

type Step = IteratorResult<ServerSentEvent, unknown> | 'over';

/** The next event, unless it is late, or nobody wants it any more. */
function first(next: Promise<Step>, withinMs: number, signal: AbortSignal): Promise<Step | 'late'> {
  return new Promise((resolve) => {
    const settle = (found: Step | 'late') => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(found);
    };
    const stop = () => settle('over');
    const timer = setTimeout(() => settle('late'), withinMs);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    void next.then(settle);
  });
}

function textOf({ id, event, data }: ServerSentEvent): string {
  // JSON has no line ends, of which each would begin another field.
  const fields = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${fields.join('\n')}\n\n`;
}
