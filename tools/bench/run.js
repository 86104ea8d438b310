// @ts-check
/** `npm run bench`: measures what is chosen and writes docs/benchmarks.md and docs/benchmarks.json. */
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { benchmarks } = require('./benchmarks.js');
const { describeMachine, load, nodeMajor } = require('./measuring/machine.js');
const { readOptions } = require('./options.js');
const { stopAll } = require('./processes/child.js');
const { entriesOf, merge } = require('./report/entries.js');
const { page, section } = require('./report/page.js');

const docs = join(__dirname, '../../docs');
const json = join(docs, 'benchmarks.json');
const markdown = join(docs, 'benchmarks.md');

async function run() {
  const { help, chosen, runs: asked, print } = readOptions(process.argv.slice(2), benchmarks);
  if (help) return console.log(help);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
  const machine = describeMachine();
  const node = nodeMajor();
  for (const benchmark of chosen) {
    const runs = asked ?? benchmark.runs;
    const before = load();
    const report = await benchmark.measure({ runs });
    const date = new Date().toISOString();
    const text = section(benchmark, report, { runs, machine, date, node, loads: [before, load()] });
    console.log(text);
    // Each at once: a later one that fails takes nothing with it.
    if (!print) keep(text, entriesOf(report, { runs, machine, date, node }));
  }
}

/** @param {string} text @param {import('./report/entries.js').Entry[]} found */
function keep(text, found) {
  const known = existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : [];
  writeFileSync(json, `${JSON.stringify(merge(known, found), null, 2)}\n`);
  const before = existsSync(markdown) ? readFileSync(markdown, 'utf8') : '';
  const names = benchmarks.map(({ name }) => name);
  writeFileSync(markdown, page(before, [text], names));
}

run().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
