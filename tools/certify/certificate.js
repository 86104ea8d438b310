// @ts-check
const { declared, metBy } = require('./compare/coverage.js');
const { differences } = require('./compare/differences.js');
const { runOne, sizes } = require('./run-one.js');
const { inPairs } = require('./in-pairs.js');
const { layouts, layoutNamed } = require('./stage/layouts.js');

/** @typedef {import('./run-one.js').Run} Run */
/** @typedef {{ run: Run, reference: Run, found: import('./compare/differences.js').Difference[] }} Compared */
/** @typedef {{ compared: Compared[], missing: { run: string, what: string }[] }} Certificate */
/** @typedef {{ topology: string, fault?: import('./faults/index.js').Fault }} Planned */

/**
 * Which runs there are: the reference first. A short one has faults in one topology only, each of them.
 * @param {{ short: boolean, topologies: string[], faults: import('./faults/index.js').Fault[] }} options
 * @returns {Planned[]}
 */
exports.plan = function plan({ short, topologies, faults }) {
  const first = String(layouts[0]?.name);
  const plain = [first, ...topologies.filter((name) => name !== first)];
  const broken = (short ? topologies.filter((name) => name === 'mixed') : topologies).flatMap((topology) =>
    faults
      .filter(({ concerns }) => concerns?.(layoutNamed(topology)) ?? true)
      .map((fault) => ({ topology, fault })),
  );
  return [...plain.map((topology) => ({ topology })), ...broken];
};

/**
 * Runs the plan, two at a time, and compares each run with the first.
 * @param {Planned[]} planned @param {{ dist: string, seed: number, short: boolean }} how
 * @param {ReturnType<typeof import('./progress.js').progress>} progress
 * @returns {Promise<Certificate>}
 */
exports.certify = async function certify(planned, { dist, seed, short }, progress) {
  const size = short ? sizes.short : sizes.whole;
  const runs = await inPairs(planned, async ({ topology, fault }) => {
    progress.begin(`${topology}${fault ? `, ${fault.name}` : ''}`);
    const run = await runOne({ dist, layout: layoutNamed(topology), fault, seed, size });
    progress.done(lineOf(run));
    return run;
  });
  const reference = /** @type {Run} */ (runs[0]);
  const compared = runs.map((run) => {
    return { run, reference, found: differences(reference.description, run.description) };
  });
  const missing = runs.flatMap((run) => {
    const met = metBy(run);
    const unmet = declared().filter(({ isMet }) => !isMet(met));
    return unmet.map(({ what }) => ({ run: run.name, what }));
  });
  return { compared, missing };
};

/** @param {Run} run */
function lineOf(run) {
  const again = run.askedAgain > 0 ? `, ${run.askedAgain} requests asked again` : '';
  const broken = run.findings.length > 0 ? `, ${run.findings.length} rules broken` : '';
  return `certify: ${run.name}: ${countsOf(run).answers} answers${again}${broken}`;
}
/** How much there was to compare. @param {Run} run */
function countsOf({ description: { answers, events, state, served } }) {
  const all = Object.values(answers).flat();
  return {
    answers: all.length,
    headers: all.reduce((sum, { answer }) => sum + Object.keys(answer.headers ?? {}).length, 0),
    events: events.length,
    rows: Object.values(state).flat().length,
    served: served.length,
  };
}

exports.countsOf = countsOf;
