// @ts-check
const { setTimeout: delay } = require('node:timers/promises');

const pauseMs = 100;
const longestMs = 90_000;

/** What a busy machine may do to a run in which nothing is broken. @param {any} answer */
const isLate = (answer) => answer.status === 504 || answer.error?.code === 'deadline-exceeded';

/** Statuses that say that asking again may help; 409 is one where the problem is `aborted`. */
const passing = new Set([429, 503, 504]);

/** @param {any} answer of HTTP or of a contract call */
function isPassing(answer) {
  if (answer.lost !== undefined) return true;
  if (answer.error) return answer.error.retryable === true;
  return (
    passing.has(answer.status) ||
    (answer.status === 409 && answer.body.type?.endsWith(':aborted')) ||
    !isWhole(answer.body)
  );
}

/** While identity is away, what was written or read is answered without the names of its authors. @param {any} body @returns {boolean} */
function isWhole(body) {
  if (typeof body !== 'object' || body === null) return true;
  if (Array.isArray(body.items)) return body.items.every(isWhole);
  return !('authorId' in body) || body.author !== undefined;
}

/**
 * Asks, and again until the answer is one that stays: with `all` patience for what may pass, else for what came late.
 * @template T @param {() => Promise<T>} ask @param {{ patience: 'all' | 'late' | 'none', again: () => void }} how @returns {Promise<T>}
 */
exports.lastAnswer = async function lastAnswer(ask, { patience, again }) {
  const end = performance.now() + longestMs;
  for (;;) {
    const answer = await ask();
    const stays = { all: !isPassing(answer), late: !isLate(answer), none: true }[patience];
    if (stays || performance.now() > end) return answer;
    again();
    await delay(pauseMs);
  }
};
