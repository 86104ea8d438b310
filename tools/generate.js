// @ts-check
/**
 * Writes what is made from the code: `npm run generate`. CI runs it and refuses a change that forgot to.
 * A contract that breaks older callers or servers is not written unless its version went up.
 */
require('reflect-metadata');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const prettier = require('prettier');
const { clientTypes } = require('./client-types.js');

const root = join(__dirname, '..');
const dist = join(root, 'dist');
const { contextNames, contracts } = require(join(dist, 'apps/platform/src/contexts.js'));
const framework = require(join(dist, 'libs/isomer/src/index.js'));
const { describeDocument } = require(join(dist, 'apps/platform/src/describe-document.js'));
const { architecturePage } = require(join(dist, 'apps/platform/src/describe-architecture.js'));
const { errorsPage } = require(join(dist, 'apps/platform/src/describe-errors.js'));

/** @param {string} file @param {string} text */
async function write(file, text) {
  const path = join(root, file);
  const parsers = { '.json': 'json', '.md': 'markdown', '.ts': 'typescript' };
  const known = parsers[/** @type {'.json'} */ (/\.\w+$/.exec(file)?.[0])];
  const options = { ...(await prettier.resolveConfig(path)), parser: known };
  const pretty = known ? await prettier.format(text, options) : text;
  if (existsSync(path) && readFileSync(path, 'utf8') === pretty) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, pretty);
  console.log(`wrote ${file}`);
}

async function snapshots() {
  /** @type {string[]} */ const refusals = [];
  for (const contract of contracts) {
    const snapshot = framework.contractSnapshot(contract);
    const file = `libs/contexts/${snapshot.context}/contract/snapshot.json`;
    const path = join(root, file);
    const committed = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    const breaks = committed ? framework.breakingChanges(committed, snapshot) : [];
    if (breaks.length > 0 && snapshot.version <= committed.version) {
      refusals.push(
        ...breaks.map(
          (/** @type {string} */ line) =>
            `${line}; undo it or raise the version of ${contract.name} to ${committed.version + 1}`,
        ),
      );
    } else {
      await write(file, JSON.stringify(snapshot));
    }
  }
  if (refusals.length > 0) throw new Error(refusals.join('\n'));
}

async function run() {
  await snapshots();
  await write('.env.example', framework.envExample(contextNames));
  const document = await describeDocument();
  await write('docs/openapi.json', JSON.stringify(document));
  await write('test/e2e/every-topology/client-types.d.ts', await clientTypes(document));
  await write('docs/architecture.md', architecturePage());
  await write('docs/errors.md', errorsPage());
}

run().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
