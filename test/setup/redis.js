// @ts-check
const { requireBuilt } = require('./built.js');

/** A redis-server for the run. */
exports.startTestRedis = async function startTestRedis() {
  const { startRedis } = requireBuilt('libs/redis-transport/testing/redis-server.js');
  const redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
  console.log('Test Redis: a redis-server of our own, stopped at the end.');
  return redis;
};
