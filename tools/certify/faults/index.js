// @ts-check
const { deliveriesDisturbed } = require('./deliveries-disturbed.js');
const { placementChanged } = require('./placement-changed.js');
const { redisLost } = require('./redis-lost.js');
const { replicaKilled } = require('./replica-killed.js');

/**
 * What goes wrong while people act. `strike` is called once a round, says with `struck()` when it is broken, and ends when it is mended; `layout` is what is
 * started instead of the topology. A topology that it says nothing to is left out.
 * @typedef {{ world: import('../scenario/world.js').World, random: import('../client/random.js').Random, round: number, over: { isOver(): boolean }, struck(): void }} Moment
 * @typedef {import('../stage/layouts.js').Layout} Layout
 * @typedef {{ name: string, what: string, concerns?(layout: Layout): boolean, layout?(layout: Layout): Layout, strike(moment: Moment): Promise<void> }} Fault
 */

/** @type {Fault[]} */
exports.faults = [replicaKilled, redisLost, deliveriesDisturbed, placementChanged];
