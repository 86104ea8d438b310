// @ts-check
/**
 * What must not grow: samples in MiB, one after the other at like distances, and what they may rise by.
 * @typedef {{ name: string, bound: number, samples: number[] }} Series
 */

/**
 * In MiB. A heap after a collection, and Redis, differ by a part of one anyway; what the allocator below a process
 * keeps is another matter.
 */
const bounds = { held: 3, resident: 32 };

const ruleText = `The rule: a line is fitted to the last two thirds of the samples (least squares). From its first sample to its
last it must not rise by more than ${bounds.held} MiB for heapUsed and used_memory, and ${bounds.resident} MiB for RSS. The longer it
runs, the smaller a leak it finds; in less than two minutes, RSS still tells more of warming up.`;

/**
 * By how much the line through the last two thirds rises: the first third is for caches to fill and code to be compiled.
 * @param {number[]} samples
 */
function riseOf(samples) {
  const last = samples.slice(Math.floor(samples.length / 3));
  const middle = (last.length - 1) / 2;
  const product = last.reduce((sum, value, i) => sum + (i - middle) * value, 0);
  const square = last.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return square === 0 ? 0 : (product / square) * (last.length - 1);
}

module.exports = { bounds, riseOf, ruleText };
