// A replica in a process of its own, so that a test can kill it. It tells its parent of every run.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
  });
  module._compile(code, filename);
};
const { RedisStreamsTransport } = require('../src/transport.ts');

const [, , url, heartbeatMs] = process.argv;
const transport = new RedisStreamsTransport({ url, heartbeatMs: Number(heartbeatMs), log: () => undefined });
const serve = ({ name, body }) => {
  process.send({ ran: body });
  return name === 'hang' ? new Promise(() => undefined) : Promise.resolve({ ok: true, body });
};
transport
  .serve('comments', serve, { version: 'child', calls: {} }, serve)
  .then(() => process.send({ serves: transport.id }));
process.once('disconnect', () => process.exit());
