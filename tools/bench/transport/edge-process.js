// @ts-check
/** An HTTP server that makes one call of a contender for each request: the same but for that call. */
const fastify = require('fastify');
const { answer } = require('../processes/answer.js');
const { usage } = require('../processes/usage.js');
const { connected } = require('./contenders/contender.js');

answer({
  listen: async ({ contender, place }) => {
    const call = await connected(contender, place);
    const app = fastify.default();
    app.get('/', () => call(0));
    return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  },
  usage,
});
