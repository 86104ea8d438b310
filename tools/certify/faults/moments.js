// @ts-check
const { setTimeout: delay } = require('node:timers/promises');

const longestMs = 60_000;

/**
 * Waits for so many more answers, or until nobody asks any more. A minute at most: what is broken may keep all from being answered.
 * @param {import('./index.js').Moment} moment @param {number} count
 */
exports.moreAnswers = async function moreAnswers({ world, over }, count) {
  const wanted = world.entries.length + count;
  const end = performance.now() + longestMs;
  while (world.entries.length < wanted && !over.isOver() && performance.now() < end) await delay(2);
};
