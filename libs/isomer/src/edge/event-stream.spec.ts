import { connect } from 'node:net';
import { once } from 'node:events';
import fastify, { type FastifyInstance } from 'fastify';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Unavailable } from '../contract/framework-errors';
import { type EventStreamOptions, type ServerSentEvent, endEventStreams, eventStream } from './event-stream';

const log = collectLog();

describe('a stream of events', () => {
  let app: FastifyInstance;
  let url: string;
  let ended: boolean;
  let sent: number;

  async function serve(
    events: () => AsyncIterable<ServerSentEvent>,
    options?: EventStreamOptions,
  ): Promise<void> {
    ended = false;
    sent = 0;
    app = fastify();
    endEventStreams(app);
    app.get('/', (_request, reply) => {
      eventStream(reply, watched(events()), options);
    });
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  }
  afterEach(() => app.close());

  async function* watched(events: AsyncIterable<ServerSentEvent>): AsyncGenerator<ServerSentEvent> {
    try {
      for await (const each of events) {
        sent += 1;
        yield each;
      }
    } finally {
      ended = true;
    }
  }

  const never = () => new Promise<never>(() => undefined);

  /** What has arrived so far, once `isEnough`. */
  async function read(isEnough: (text: string) => boolean): Promise<string> {
    const { body } = await fetch(url);
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!isEnough(text)) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    await reader.cancel();
    return text;
  }

  test('has each event as it comes, with what names it', async () => {
    await serve(async function* () {
      yield { id: '1', data: { text: 'two\nlines' } };
      yield { id: '2', event: 'other', data: null };
      await never();
    });
    expect(await read((text) => text.includes('null'))).toBe(
      'retry: 1000\n\nid: 1\ndata: {"text":"two\\nlines"}\n\nid: 2\nevent: other\ndata: null\n\n',
    );
  });

  test('is what an EventSource takes, and nobody keeps it', async () => {
    await serve(async function* () {});
    const { headers, status } = await fetch(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('says that it is alive where there is nothing to say, and loses nothing by that', async () => {
    let go: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    await serve(
      async function* () {
        await gone;
        yield { data: 1 };
        await never();
      },
      { heartbeatMs: 10 },
    );
    const text = await read((so) => {
      if (so.includes(':\n\n:\n\n')) go();
      return so.includes('data: 1');
    });
    expect(text).toMatch(/^retry: 1000\n\n(:\n\n){2,}data: 1\n\n$/);
  });

  test('ends when its events do, and when they fail', async () => {
    await serve(async function* () {
      yield { data: 1 };
      throw new Error('the end');
    });
    expect(await (await fetch(url)).text()).toBe('retry: 1000\n\ndata: 1\n\n');
    expect(ended).toBe(true);
    expect(log).toEqual([
      expect.stringMatching(/^GET \/ failed \([\w-]{36}, trace \w{32}\): Error: the end\n/),
    ]);
  });

  test('says nothing in the log of a failure that a client may have to expect', async () => {
    await serve(async function* () {
      yield { data: 1 };
      throw new Unavailable('nobody is there');
    });
    expect(await (await fetch(url)).text()).toBe('retry: 1000\n\ndata: 1\n\n');
    expect(log).toEqual([]);
  });

  test('is ended at once where its client has left before', async () => {
    let returned = 0;
    const events = { next: never, return: async () => ({ done: true, value: void returned++ }) as const };
    app = fastify();
    app.get('/', (_request, reply) => {
      reply.raw.once('close', () => eventStream(reply, { [Symbol.asyncIterator]: () => events }));
      reply.raw.destroy();
    });
    url = await app.listen({ port: 0, host: '127.0.0.1' });
    await expect(fetch(url)).rejects.toThrow();
    await until(() => returned === 1, 'the end of the events');
  });

  test('ends when its client leaves', async () => {
    await serve(async function* () {
      for (;;) {
        yield { data: 1 };
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await read((text) => text.includes('data'));
    await until(() => ended, 'the end of the events');
  });

  test('ends when its server stops, which does not wait for it', async () => {
    await serve(async function* () {
      yield { data: 1 };
      await never();
    });
    const answer = await fetch(url);
    const text = answer.text();
    await app.close();
    expect(await text).toMatch(/^retry: 1000\n\n/);
  });

  test('asks for no more than its client takes, and drops one that takes nothing', async () => {
    const data = 'x'.repeat(100_000);
    await serve(
      async function* () {
        for (;;) yield { data };
      },
      { patienceMs: 300 },
    );
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(() => ended, 'the client being dropped');
    // What the kernel keeps between two processes of one machine is a few megabytes.
    expect(sent).toBeLessThan(200);
    socket.destroy();
  });
});
