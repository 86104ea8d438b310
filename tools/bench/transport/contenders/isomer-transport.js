// @ts-check
/** The transport alone: JSON on both sides, and nothing checked. */
const { requireBuilt } = require('../../../../test/setup/built.js');
const { reply, request } = require('./contender.js');

const { RedisStreamsTransport } = requireBuilt('libs/redis-transport/src/index.js');

const context = 'bare-comments';
const call = { context, name: 'find', headers: '', timeoutMs: 5_000, repeatable: true };

/** @type {import('./contender.js').Contender} */
module.exports = {
  serve: async ({ url, prefix }) => {
    const handler = async (/** @type {{ body: string }} */ { body }) => {
      JSON.parse(body);
      return { ok: true, body: JSON.stringify(reply) };
    };
    await new RedisStreamsTransport({ url, prefix }).serve(context, handler, { version: '1', calls: {} });
  },
  connect: async ({ url, prefix }) => {
    const transport = new RedisStreamsTransport({ url, prefix });
    return async () => JSON.parse((await transport.call({ ...call, body: JSON.stringify(request) })).body);
  },
};
