// @ts-check
/** `npm run certify`: the same scenario in every topology, and whether it ends the same. */
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { startDatabase, stopDatabase } = require('../../test/setup/database.js');
const { buildDigest } = require('./build-digest.js');
const { certify, plan } = require('./certificate.js');
const { faults } = require('./faults/index.js');
const { inPairs } = require('./in-pairs.js');
const { assertFits } = require('./mutants/build.js');
const { hunt } = require('./mutants/hunt.js');
const { catchers, mutants } = require('./mutants/index.js');
const { readOptions } = require('./options.js');
const { progress } = require('./progress.js');
const { describeFindings } = require('./report/findings.js');
const { page, staleLists } = require('./report/page.js');
const { Deployment } = require('./stage/deployment.js');

const dist = join(__dirname, '../../dist');
const document = join(__dirname, '../../docs/certificate.md');

async function run() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(options.help);
  if (options.task === 'check') return check();
  console.log(`certify: seed ${options.seed}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave);
  await startDatabase();
  try {
    const certificate = options.task === 'certify' ? await compareAll(options) : undefined;
    if (process.exitCode) return;
    if (options.task === 'mutants' || options.whole) await huntAll(options);
    if (options.whole && certificate && !process.exitCode)
      write(page({ certificate, digest: buildDigest(dist), seed: options.seed }));
  } finally {
    await stopDatabase();
  }
}

/** What it has started must not outlive it. */
function leave() {
  void Deployment.closeAll()
    .then(stopDatabase)
    .finally(() => process.exit(130));
}

/** @param {import('./options.js').Options} options */
async function compareAll({ seed, short, topologies, faults: wanted }) {
  const planned = plan({ short, topologies, faults: faults.filter(({ name }) => wanted.includes(name)) });
  const bar = progress(planned.length);
  const certificate = await certify(planned, { dist, seed, short }, bar).finally(() => bar.end());
  const findings = describeFindings(certificate);
  console.log(findings || `certify: ${planned.length} runs without a difference`);
  if (findings) process.exitCode = 1;
  return certificate;
}

/** @param {import('./options.js').Options} options */
async function huntAll({ seed, mutants: wanted }) {
  const chosen = mutants.filter(({ name }) => wanted.includes(name));
  const bar = progress(chosen.length);
  let caught = 0;
  /** @type {string[]} */
  const escaped = [];
  await inPairs(chosen, async (mutant) => {
    bar.begin(mutant.name);
    const by = await hunt(mutant, { seed, faults });
    const wanted = catchers[mutant.caughtBy];
    if (by.has(mutant.caughtBy)) caught += 1;
    else
      escaped.push(`${mutant.name} was not caught by ${wanted}, but by: ${[...by].join(', ') || 'nothing'}`);
    bar.done(`certify: ${mutant.name}: ${by.has(mutant.caughtBy) ? `caught by ${wanted}` : 'NOT CAUGHT'}`);
  }).finally(() => bar.end());
  for (const line of escaped) console.log(line);
  console.log(`${caught} of ${chosen.length} caught`);
  if (caught < chosen.length) process.exitCode = 1;
}

/** Whether the document's lists and the mutants are of this build; looks and runs nothing. */
function check() {
  for (const mutant of mutants) assertFits(mutant, dist);
  const text = existsSync(document) ? readFileSync(document, 'utf8') : '';
  const stale = staleLists(text);
  if (stale.length === 0) return console.log('docs/certificate.md lists what this build has');
  console.error(
    `docs/certificate.md is not of this build, under: ${stale.join(', ')}. Run \`npm run certify\` and commit it.`,
  );
  process.exitCode = 1;
}

/** @param {string} text */
function write(text) {
  writeFileSync(document, text);
  console.log('certify: wrote docs/certificate.md');
}

run().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
