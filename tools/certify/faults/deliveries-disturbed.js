// @ts-check
const { setTimeout: delay } = require('node:timers/promises');

const { requireBuilt } = require('../../../test/setup/built.js');

const pauseMs = 20;

/**
 * The publisher forgets how far its subscribers have come, as if their answers had not arrived: all that was handled is
 * sent again. What is under way is taken from whoever has it, so that two bring it at once, or comes later.
 * @param {string} schema @param {number} lateMs
 */
const disturb = (schema, lateMs) => `
  UPDATE ${schema}.outbox_lane
  SET done = 0, attempts = 0, due_at = clock_timestamp() + make_interval(secs => ${lateMs} / 1000.0)
  WHERE NOT parked AND NOT ${requireBuilt('libs/isomer/src/event/lanes.js').isScheduled}`;

/** @type {import('./index.js').Fault} */
exports.deliveriesDisturbed = {
  name: 'deliveries-disturbed',
  what: 'events are delivered again, by two at once, and late',

  async strike({ world, random, over, struck }) {
    const client = await world.deployment.connect();
    try {
      struck();
      do {
        for (const context of world.contexts)
          await client.query(disturb(context, random.of([-1, 0, 50, 200])));
        await delay(pauseMs);
      } while (!over.isOver());
    } finally {
      await client.end();
    }
  },
};
