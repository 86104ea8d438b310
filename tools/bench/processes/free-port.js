// @ts-check
const { createServer } = require('node:net');

/** A port of 127.0.0.1 that was free a moment ago. @returns {Promise<number>} */
exports.freePort = async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
};
