// @ts-check
/** What a contract call is compared with, in a process that has no AsyncLocalStorage to pay for. */
const { ServiceBroker } = require('moleculer');
const { answer } = require('../processes/answer.js');
const { comment } = require('./reply.js');
const { pace } = require('./pace.js');

const input = { id: comment.postId };

class Notes {
  /** @param {{ id: string }} _input */
  async find(_input) {
    return comment;
  }
}
const notes = new Notes();

async function startBroker() {
  const broker = new ServiceBroker({ logger: false });
  broker.createService({ name: 'notes', actions: { find: async () => comment } });
  await broker.start();
  return broker;
}
const broker = startBroker();

answer({
  method: ({ ms }) => pace(() => notes.find(input), ms),
  clone: ({ ms }) => pace(() => structuredClone(comment), ms),
  moleculer: async ({ ms }) => {
    const started = await broker;
    return pace(() => started.call('notes.find', input), ms);
  },
});
