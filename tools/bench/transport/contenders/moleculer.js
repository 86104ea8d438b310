// @ts-check
/** The peer: a Moleculer action called over its Redis transporter, with its own settings. */
const { ServiceBroker } = require('moleculer');
const { reply, request } = require('./contender.js');

/** @type {import('./contender.js').Contender} */
module.exports = {
  serve: async ({ url }) => {
    const broker = new ServiceBroker({ nodeID: 'server', transporter: url, logger: false });
    broker.createService({ name: 'comments', actions: { find: () => reply } });
    await broker.start();
  },
  connect: async ({ url }) => {
    const broker = new ServiceBroker({ nodeID: 'client', transporter: url, logger: false });
    await broker.start();
    await broker.waitForServices('comments', 10_000);
    return () => broker.call('comments.find', request);
  },
};
