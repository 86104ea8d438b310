// @ts-check
const { doubled } = require('../stage/layouts.js');
const { moreAnswers } = require('./moments.js');

/** @type {import('./index.js').Fault} */
exports.replicaKilled = {
  name: 'replica-killed',
  what: 'every context runs twice, and one of them and the edge are killed at once and started again',
  layout: doubled,

  async strike(moment) {
    const { world, random, round, struck } = moment;
    const { topology } = world.deployment;
    const at = random.between(0, topology.processes.length - 1);
    const victims = topology.processes.filter(
      ({ edge }, index) => edge || index === (at + round) % topology.processes.length,
    );
    await moreAnswers(moment, random.between(1, 5));
    for (const victim of victims) await topology.kill(victim);
    struck();
    for (const victim of victims) await topology.restart(victim);
  },
};
