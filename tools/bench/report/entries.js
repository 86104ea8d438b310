// @ts-check
/**
 * One comparison as programs read it in docs/benchmarks.json.
 * @typedef {{ name: string, ours: number, peer: { name: string, value: number }, ratio: number, unit: string, runs: number, machine: string, date: string }} Entry
 */

/**
 * @param {import('../benchmarks.js').Report} report @param {{ runs: number, machine: string, date: string, node: string }} run
 * @returns {Entry[]}
 */
function entriesOf({ comparisons }, { runs, machine, date, node }) {
  return comparisons.map(({ name, unit, ours, peer }) => ({
    name: `${name}, ${node}`,
    ours: rounded(ours.median),
    peer: { name: peer.name, value: rounded(peer.median) },
    ratio: rounded(ours.median / peer.median),
    unit,
    runs,
    machine,
    date,
  }));
}

/** What was known, with what is new in place of what it replaces. @param {readonly Entry[]} known @param {readonly Entry[]} found */
function merge(known, found) {
  const same = (/** @type {Entry} */ a, /** @type {Entry} */ b) =>
    a.name === b.name && a.peer.name === b.peer.name;
  return [...known.filter((old) => !found.some((entry) => same(entry, old))), ...found];
}

/** Three significant digits, which is more than the noise leaves. @param {number} value */
function rounded(value) {
  return Number(value.toPrecision(3));
}

module.exports = { entriesOf, merge, rounded };
