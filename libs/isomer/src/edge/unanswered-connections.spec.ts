import { type Socket, connect } from 'node:net';
import { until } from '@isomer/framework/testing';
import { httpAdapter } from './http-adapter';

const head = 'Host: localhost\r\nContent-Type: application/json\r\n';
const whole = `POST /slow HTTP/1.1\r\n${head}Content-Length: 2\r\n\r\n{}`;

/** A server whose /slow answers when it is let, and clients that are cut off with the test. */
async function slowServer() {
  const fastify = httpAdapter().getInstance();
  let answer!: () => void;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let running = 0;
  fastify.post('/slow', async () => {
    running++;
    await answered;
    return { done: true };
  });
  fastify.get('/quick', async () => ({ done: true }));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const { port } = fastify.server.address() as { port: number };
  const client = async (text: string) => {
    const socket: Socket & { said?: string; isClosed?: boolean } = connect(port, '127.0.0.1');
    clients.push(socket);
    socket.said = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (socket.said += chunk));
    socket.on('error', () => undefined).on('close', () => (socket.isClosed = true));
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(text);
    return socket;
  };
  const connections = () =>
    new Promise<number>((resolve) => fastify.server.getConnections((_, n) => resolve(n)));
  return { fastify, answer, client, connections, running: () => running };
}

const clients: Socket[] = [];
afterEach(() => clients.splice(0).forEach((socket) => socket.destroy()));

test('a server that stops closes at once what has sent no whole request, and answers what has', async () => {
  const { fastify, answer, client, connections, running } = await slowServer();
  const answeredOne = await client(`GET /quick HTTP/1.1\r\n${head}\r\n`);
  await until(() => answeredOne.said!.includes('done'), 'an answer');
  answeredOne.write('GET /qui');
  const unfinished = [
    answeredOne,
    await client(''),
    await client('POST /sl'),
    await client(`POST /slow HTTP/1.1\r\n${head}`),
    await client(`POST /slow HTTP/1.1\r\n${head}Content-Length: 200\r\n\r\n{"half":`),
  ];
  const under = await client(whole);
  const pipelined = await client(`${whole}${whole.slice(0, -1)}`);
  await until(() => running() === 2, 'the handlers running');
  await until(async () => (await connections()) === 7, 'everybody being connected');

  let isStopped = false;
  const stopped = fastify.close().then(() => (isStopped = true));
  await until(() => unfinished.every(({ isClosed }) => isClosed), 'unfinished ones being closed', 5_000);
  expect([isStopped, under.isClosed, pipelined.isClosed]).toEqual([false, undefined, undefined]);
  answer();
  await stopped;
  await until(() => under.isClosed && pipelined.isClosed, 'the answered being closed', 5_000);
  for (const { said } of [under, pipelined]) expect(said).toMatch(/^HTTP\/1\.1 200 [^]*"done":true/);
});
