// @ts-check
const { layoutNamed } = require('../stage/layouts.js');
const { moreAnswers } = require('./moments.js');

/** @type {import('./index.js').Fault} */
exports.placementChanged = {
  name: 'placement-changed',
  what: 'all processes end and start again in another placement, and back in the next round',

  async strike(moment) {
    const { world, random, round, struck } = moment;
    const { deployment } = world;
    await moreAnswers(moment, random.between(1, 5));
    world.shared.layout ??= deployment.layout;
    const other = layoutNamed(world.shared.layout.name === 'monolith' ? 'split' : 'monolith');
    const arranged = deployment.arrange(round % 2 === 0 ? other : world.shared.layout);
    struck();
    await arranged;
  },
};
