// @ts-check
const { requireBuilt } = require('../../../test/setup/built.js');

/**
 * A redis-server of our own for what runs as several processes, on a unix socket and, if it is given one, on a port of
 * 127.0.0.1.
 * @param {{ port?: number }} [options] @returns {Promise<{ url: string, pid: number, stop(): Promise<void> }>}
 */
exports.openRedis = ({ port } = {}) =>
  requireBuilt('libs/redis-transport/testing/redis-server.js').startRedis({
    args: [
      ...['--maxmemory-policy', 'noeviction'],
      ...(port === undefined ? [] : ['--bind', '127.0.0.1', '--port', String(port)]),
    ],
  });
