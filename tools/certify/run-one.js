// @ts-check
const { Random } = require('./client/random.js');
const { describe } = require('./compare/description.js');
const { World } = require('./scenario/world.js');
const { play } = require('./scenario/play.js');
const { Deployment } = require('./stage/deployment.js');
const { requireBuilt } = require('../../test/setup/built.js');

/** @typedef {import('./faults/index.js').Fault} Fault */
/** @typedef {import('./scenario/world.js').Size} Size */
/** @typedef {{ dist: string, layout: import('./stage/layouts.js').Layout, fault?: Fault, seed: number, size: Size }} What */
/** @typedef {import('./compare/description.js').Description} Description */
/** @typedef {{ name: string, layout: string, fault?: string, description: Description, raw: import('./compare/served.js').Served[], findings: import('./scenario/world.js').Broken[], askedAgain: number }} Run */

/** @type {Record<'whole' | 'short', Size>} */
exports.sizes = {
  whole: { people: 3, rounds: 2, steps: 5 },
  short: { people: 2, rounds: 1, steps: 1 },
};

/** One scenario in one topology of one build, and what became of it. @param {What} what @returns {Promise<Run>} */
exports.runOne = async function runOne({ dist, layout, fault, seed, size }) {
  const { contextNames: contexts } = requireBuilt('apps/platform/src/contexts.js');
  const started = fault?.layout?.(layout) ?? layout;
  const deployment = await Deployment.start({ dist, layout: started });
  try {
    const world = new World({ deployment, contexts, seed, size, isFaulty: fault !== undefined });
    const random = new Random(`${seed} ${layout.name} ${fault?.name}`);
    await play(world, fault && ((moment) => fault.strike({ ...moment, world, random })));
    await deployment.stop();
    const { description, raw } = await describe(world);
    const name = `${layout.name}${fault ? `, ${fault.name}` : ''}`;
    const { findings, askedAgain } = world;
    return { name, layout: layout.name, fault: fault?.name, description, raw, findings, askedAgain };
  } finally {
    await deployment.close();
  }
};
