// @ts-check
const { Stuck } = require('../client/actor.js');
const { parts } = require('./parts.js');

/**
 * A context's part of the scenario. `before` and `after` go one after the other, in the order of the parts. In between
 * all `actors` of all parts act at once, round by round, while faults strike: what they do must commute.
 * @typedef {{ context: string, before(world: World): Promise<void>, actors(world: World): Record<string, Act>, after(world: World): Promise<void> }} Part
 * @typedef {(actor: import('../client/actor.js').Actor, round: number) => Promise<void>} Act
 * @typedef {import('./world.js').World} World
 * @typedef {(moment: Pick<import('../faults/index.js').Moment, 'round' | 'over' | 'struck'>) => Promise<void>} Strike what breaks something during a round, and mends it
 */

/** Plays all of it. What must not be is among `world.findings`. @param {World} world @param {Strike} [strike] */
exports.play = async function play(world, strike) {
  try {
    for (const part of parts) await part.before(world);
    for (let round = 0; round < world.size.rounds; round++) await playRound(world, round, strike);
    await world.settled();
    for (const part of parts) await part.after(world);
    await world.settled();
  } catch (error) {
    if (error instanceof Stuck) return;
    world.broken(
      'rule',
      `the scenario ended: ${/** @type {Error} */ (error).message}`,
      world.deployment.output(),
    );
  }
};

/**
 * Half of the actors begin when it is broken, so that some come before, some while it is and some after it is mended.
 * @param {World} world @param {number} round @param {Strike} [strike]
 */
async function playRound(world, round, strike) {
  const acts = parts.flatMap((part) => Object.entries(part.actors(world)));
  let isOver = false;
  /** @type {() => void} */
  let struck = () => undefined;
  const broken = new Promise((resolve) => (struck = () => resolve(undefined)));
  const acting = acts.map(async ([name, act], place) => {
    if (place % 2 === 1) await broken;
    await act(world.actor(name), round);
  });
  const actors = allEnded(acting).finally(() => (isOver = true));
  const striking = strike?.({ round, over: { isOver: () => isOver }, struck }) ?? Promise.resolve();
  await allEnded([actors, striking.finally(struck)]);
}

/** All of them to their ends, whichever fails: what went on by itself would find nothing left to ask. @param {Promise<void>[]} all */
async function allEnded(all) {
  for (const each of await Promise.allSettled(all)) if (each.status === 'rejected') throw each.reason;
}
