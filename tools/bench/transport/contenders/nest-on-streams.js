// @ts-check
/** Nest's own `ClientProxy.send` and `@MessagePattern`, on our transport. */
const { requireBuilt } = require('../../../../test/setup/built.js');
const { callsOf, serveNest } = require('./nest-service.js');

const { RedisStreamsClient, RedisStreamsServer } = requireBuilt('libs/redis-transport/src/index.js');
const context = 'nest-comments';

/** @type {import('./contender.js').Contender} */
module.exports = {
  serve: ({ url }) => serveNest({ strategy: new RedisStreamsServer({ url, context }) }),
  connect: ({ url }) => callsOf(new RedisStreamsClient({ url, context })),
};
