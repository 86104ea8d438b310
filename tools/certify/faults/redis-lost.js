// @ts-check
const { createClient } = require('redis');
const { moreAnswers } = require('./moments.js');

/** @type {import('./index.js').Fault} */
exports.redisLost = {
  name: 'redis-lost',
  what: 'Redis is flushed, then killed and started again with nothing in it',
  concerns: ({ processes }) => processes.length > 1,

  async strike(moment) {
    const { random, world, struck } = moment;
    const { redis } = world.deployment;
    await moreAnswers(moment, random.between(1, 5));
    const client = await createClient({
      socket: { path: new URL(redis.url).pathname, tls: false },
    }).connect();
    await client.flushAll();
    client.destroy();
    await moreAnswers(moment, random.between(1, 5));
    await redis.kill();
    struck();
    await redis.start();
  },
};
