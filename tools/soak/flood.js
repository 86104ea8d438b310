// @ts-check
const { setTimeout: delay } = require('node:timers/promises');

const stepMs = 20;

/**
 * How many calls were made, how many of them were answered, and with which codes the others failed.
 * @typedef {{ asked: number, answered: number, failed: Record<string, number> }} Flood
 */

/**
 * Makes so many calls a second whatever becomes of them, and waits until all have ended.
 * @param {() => Promise<unknown>} call @param {{ perSecond: number, ms: number }} load @returns {Promise<Flood>}
 */
exports.flood = async function flood(call, { perSecond, ms }) {
  /** @type {Flood} */
  const flood = { asked: 0, answered: 0, failed: {} };
  /** @type {Set<Promise<void>>} */
  const open = new Set();
  const ask = () => {
    flood.asked += 1;
    const ended = call()
      .then(
        () => void flood.answered++,
        (error) => {
          const code = String(error.code ?? error.name);
          flood.failed[code] = (flood.failed[code] ?? 0) + 1;
        },
      )
      .finally(() => open.delete(ended));
    open.add(ended);
  };
  const started = performance.now();
  for (let elapsed = 0; elapsed < ms; elapsed = performance.now() - started) {
    // As many as are due by now: timers are late.
    while (flood.asked < (elapsed / 1000) * perSecond) ask();
    await delay(stepMs);
  }
  await Promise.all(open);
  return flood;
};
