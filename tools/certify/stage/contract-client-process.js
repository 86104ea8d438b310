// @ts-check
/** A program that calls contexts by contract, placed as the command line is: here or elsewhere is its environment's to say. */
const { join } = require('node:path');
const { recordServedCalls } = require('./recorder.js');

const { CERTIFIED_DIST: dist, CERTIFIED_RECORD: record } = process.env;
if (!dist || !record) throw new Error('This is started by `npm run certify`');
recordServedCalls(dist, record);
const { runAs, CallError } = require(join(dist, 'libs/isomer/src/index.js'));
const { contracts } = require(join(dist, 'apps/platform/src/contexts.js'));
const { withContexts } = require(join(dist, 'apps/cli/src/contexts.js'));

/** @typedef {{ id: number, context: string, call: string, input: any, root: object }} Asked */

/** Of a stream the first value: who asks for it leaves then. @param {any} called */
async function answerOf(called) {
  if (!(Symbol.asyncIterator in called)) return called;
  for await (const value of called) return value;
}

/** @param {any} contexts @param {Asked} asked */
async function answer(contexts, { id, context, call, input, root }) {
  const contract = contracts.find((/** @type {any} */ each) => each.contract.name === context);
  try {
    const output = await runAs(root, () => answerOf(contexts.get(contract)[call](input)));
    // What the call has made of its argument is seen by its caller, and so it is an answer too.
    return { id, ok: true, output, inputAfterwards: input };
  } catch (/** @type {any} */ error) {
    if (!(error instanceof CallError)) throw error;
    const { name, code, meaning, message, details, retryable } = error;
    const isDeclared = contract.contract.calls[call].errors.some(
      (/** @type {any} */ type) => error instanceof type,
    );
    return {
      id,
      ok: false,
      error: { name, code, meaning, message, details, retryable, isDeclared },
      inputAfterwards: input,
    };
  }
}

const parent = new Promise((resolve) => process.once('disconnect', resolve));
withContexts(
  process.env,
  () => undefined,
  async (/** @type {any} */ contexts) => {
    process.on('message', (asked) => {
      void answer(contexts, /** @type {Asked} */ (asked)).then(
        (answered) => process.connected && process.send?.(answered),
      );
    });
    process.send?.({ ready: true });
    await parent;
  },
).then(
  () => process.exit(0),
  (/** @type {Error} */ error) => {
    console.error(error);
    process.exit(1);
  },
);
