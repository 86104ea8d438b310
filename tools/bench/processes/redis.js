// @ts-check
const { requireBuilt } = require('../../../test/setup/built.js');

/** A redis-server of our own for what runs as several processes. @returns {Promise<{ url: string, stop(): Promise<void> }>} */
exports.openRedis = () =>
  requireBuilt('libs/redis-transport/testing/redis-server.js').startRedis({
    args: ['--maxmemory-policy', 'noeviction'],
  });
