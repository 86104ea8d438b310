// @ts-check
const { openSync, writeSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Writes down every call that this process serves, wherever the call comes from: `dist` is the build that runs here,
 * `file` is appended to. A line at a time and at once, so that what a process has served is known when it was killed.
 * @param {string} dist @param {string} file
 */
exports.recordServedCalls = function recordServedCalls(dist, file) {
  require('reflect-metadata');
  const { ServedCall } = require(join(dist, 'libs/isomer/src/call/served-call.js'));
  const { principalId } = require(join(dist, 'libs/isomer/src/contract/principal.js'));
  const out = openSync(file, 'a');
  const { execute, stream } = ServedCall.prototype;
  /** @param {any} served @param {any} context @returns {(outcome: string) => void} */
  const noterOf = (
    { operation: { id, call } },
    { principal, locale, traceId, idempotencyKey, cancellation },
  ) => {
    const isInTime = cancellation.remainingMs <= call.deadlineMs;
    return (outcome) => {
      const isKeyed = idempotencyKey !== undefined;
      const line = {
        operation: id,
        outcome,
        principal: principalId(principal),
        locale,
        traceId,
        isKeyed,
        isInTime,
      };
      writeSync(out, `${JSON.stringify(line)}\n`);
    };
  };
  /** @this {any} @param {unknown} input @param {any} context @param {unknown[]} more */
  ServedCall.prototype.execute = function (input, context, ...more) {
    const note = noterOf(this, context);
    const answer = execute.call(this, input, context, ...more);
    answer.then(
      () => note('ok'),
      (/** @type {{ code?: string }} */ error) => note(String(error.code)),
    );
    return answer;
  };
  /** @this {any} @param {unknown} input @param {any} context @returns {AsyncGenerator<unknown, void>} */
  ServedCall.prototype.stream = async function* (input, context) {
    const note = noterOf(this, context);
    let outcome = 'ok';
    try {
      yield* stream.call(this, input, context);
    } catch (/** @type {any} */ error) {
      // A reader who leaves is no failure; between processes it is told as one.
      if (error.code !== 'cancelled') outcome = String(error.code);
      throw error;
    } finally {
      note(outcome);
    }
  };
};
