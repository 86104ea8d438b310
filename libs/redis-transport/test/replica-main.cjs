// A replica in a process of its own, so that a test can kill it. It tells its parent of every run.
require('./typescript.cjs');
const { RedisStreamsTransport } = require('../src/transport.ts');

const options = JSON.parse(process.argv[2]);
const transport = new RedisStreamsTransport({ ...options, log: () => undefined });
const serve = async ({ name, body, send }) => {
  process.send({ ran: body });
  if (name === 'stream') for (;;) await send(body);
  if (name === 'fail') return Promise.reject(new Error('broken'));
  return name === 'hang' ? new Promise(() => undefined) : Promise.resolve({ ok: true, body });
};
transport
  .serve('comments', serve, { version: 'child', calls: {} }, serve)
  .then(() => process.send({ serves: transport.id }));
process.once('disconnect', () => process.exit());
