// @ts-check
const { rounded } = require('./entries.js');

const head = `# Benchmarks

Written by \`npm run bench\` and \`npm run bench:transport\`; the same figures are in [benchmarks.json](benchmarks.json).
Each benchmark measures this build and its peers in turn (A B A B …) in one run, because two figures of different days say
little about each other. A figure is the median of the runs, with the lowest and the highest in brackets: that spread is
the noise, and a ratio that differs by less than it says nothing. Ratio is ours / peer. No test depends on any of this.

The version of Node is part of a benchmark's name, because it matters: from Node 24 on, AsyncLocalStorage, which carries
the caller and the deadline of a call, costs next to nothing; before, it follows every promise of the process. The image
in docker/ has Node 24. To measure with another Node, put it first in PATH.
`;

/**
 * One benchmark as a section of docs/benchmarks.md.
 * @param {import('../benchmarks.js').Benchmark} benchmark @param {import('../benchmarks.js').Report} report
 * @param {{ runs: number, machine: string, date: string, node: string, loads: [string, string] }} run
 */
function section(
  { name },
  { about, comparisons, facts },
  { runs, machine, date, node, loads: [before, after] },
) {
  const rows = comparisons.map(({ name: what, unit, ours, peer, aim }) => {
    const ratio = rounded(ours.median / peer.median);
    return `| ${what} | ${figure(ours)} | ${peer.name} | ${figure(peer)} | ${unit} | **${ratio}** | ${verdict(ratio, aim)} |`;
  });
  return [
    `## ${name}, ${node}`,
    '',
    ...about.flatMap((text) => [text, '']),
    '| what | ours | peer | peer’s | unit | ratio | aim |',
    '| --- | ---: | --- | ---: | --- | ---: | --- |',
    ...rows,
    '',
    ...facts.flatMap((text) => [text, '']),
    `${runs} runs on ${date.slice(0, 10)}: ${machine}. Load of the machine (processes that want to run, averaged over a minute) ${before} before and ${after} after; after, the benchmark’s own are in it.`,
    '',
  ].join('\n');
}

/** @param {import('../benchmarks.js').Sample} sample */
function figure({ median, min, max }) {
  return `${shown(median)} (${shown(min)} to ${shown(max)})`;
}

/** @param {number} value */
function shown(value) {
  return rounded(value).toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

/** @param {number} ratio @param {string | undefined} aim such as `below 2` or `at least 0.8` */
function verdict(ratio, aim) {
  const [, direction, limit] = /^(below|at least) ([\d.]+)$/.exec(aim ?? '') ?? [];
  if (direction === undefined) return '';
  const isMet = direction === 'below' ? ratio < Number(limit) : ratio >= Number(limit);
  return `${aim}: ${isMet ? 'met' : 'missed'}`;
}

/**
 * The page with new sections in place of those of the same name. What is between a section's name and the next is its
 * own.
 * @param {string} known text of the page, or nothing @param {readonly string[]} sections @param {readonly string[]} order names of all benchmarks, without the version of Node
 */
function page(known, sections, order) {
  const nameOf = (/** @type {string} */ text) => /^## (.*)$/m.exec(text)?.[1] ?? '';
  const kept = known.split(/^(?=## )/m).filter((text) => text.startsWith('## '));
  const all = new Map([...kept, ...sections].map((text) => [nameOf(text), text.trimEnd()]));
  const versions = (/** @type {string} */ name) =>
    [...all].filter(([title]) => title.startsWith(`${name}, Node `)).sort(([a], [b]) => (a < b ? 1 : -1));
  const inOrder = order.flatMap((name) => versions(name).map(([, text]) => text));
  return `${[head.trimEnd(), ...inOrder].join('\n\n')}\n`;
}

module.exports = { section, page };
