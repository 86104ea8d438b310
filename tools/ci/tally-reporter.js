// @ts-check
/** A reporter of Jest that adds the result of a run to a file, for .ci/run to sum over all runs. */
const { appendFileSync } = require('node:fs');

module.exports = class TallyReporter {
  /** @param {unknown} _globalConfig @param {{ file: string }} options */
  constructor(_globalConfig, options) {
    this.file = options.file;
  }

  /** @param {Set<unknown>} _contexts @param {import('@jest/reporters').AggregatedResult} results */
  onRunComplete(_contexts, results) {
    // A suite that could not be loaded has no failed test, and yet it failed.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    appendFileSync(this.file, `${results.numPassedTests} ${failed} ${skipped}\n`);
  }
};
