import { type Socket, connect } from 'node:net';
import { inEveryTopology, until } from '@isomer/framework/testing';
import { type Event, eventsOf } from './event-source';
import { type Person, publishedPost, somebody } from './people';

/** Which needs about 80 kB as an event, because each character is escaped twice. */
const body = '"'.repeat(10_000);
/** More than what the kernel keeps between two processes of one machine. */
const count = 100;

inEveryTopology('a reader of a watched thread that reads no more', ({ api, url }) => {
  let ada: Person;
  let stalled: Socket;
  beforeAll(async () => {
    ada = await somebody(api);
  });
  afterEach(() => stalled?.destroy());

  /** A connection that asks for events, reads one and then takes nothing. */
  async function stall(path: string): Promise<Socket> {
    const { port, hostname } = new URL(url);
    stalled = connect(Number(port), hostname);
    stalled.on('error', () => undefined).write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    let text = '';
    for await (const chunk of stalled.iterator({ destroyOnReturn: false }))
      if (/^id: 1$/m.test((text += String(chunk)))) break;
    return stalled.pause();
  }

  async function read(events: AsyncIterable<Event>, wanted: number): Promise<string[]> {
    const ids: string[] = [];
    for await (const { id } of events) if (ids.push(id) === wanted) break;
    return ids;
  }
  const idsFrom = (first: number) => Array.from({ length: count - first + 1 }, (_, i) => String(first + i));

  test('keeps nobody from reading, is dropped, and goes on where it was', async () => {
    const postId = await publishedPost(api, ada);
    const path = `/v1/threads/${postId}/events?after=0`;
    const say = async () =>
      expect((await api.post(`/v1/posts/${postId}/comments`, { body }, ada)).status).toBe(201);
    const others = [1, 2].map(() => read(eventsOf(url + path), count));
    await say();
    const socket = await stall(path);
    for (let i = 1; i < count; i++) await say();
    for (const seen of await Promise.all(others)) expect(seen).toEqual(idsFrom(1));

    // Who reads nothing does not see its end either, but what it writes is refused.
    await until(() => socket.destroyed || void socket.write('\r\n'), 'the reader being dropped', 180_000);
    expect(socket.destroyed).toBe(true);
    expect(await read(eventsOf(url + path, '1'), count - 1)).toEqual(idsFrom(2));
  });
});
