// @ts-check
/**
 * Packs dist/ into one executable: `node tools/binary/build.js`, after `npm run build`. The executable holds the
 * Node that runs this script and the native parts of this platform. See docs/adr/0001-commonjs.md.
 */
const { execFileSync } = require('node:child_process');
const {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { join, relative } = require('node:path');
// @ts-expect-error: it has no types
const { inject } = require('postject');
const { bundle } = require('./bundle.js');
const { collectAssets } = require('./assets.js');

/** Node looks for this very text in itself to learn whether it carries an application. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const root = join(__dirname, '../..');
const main = join(root, 'dist/apps/platform/src/main.js');
const stage = join(root, 'dist/binary/stage');
const executable = join(root, 'dist/binary', process.platform === 'win32' ? 'isomer.exe' : 'isomer');

async function run() {
  if (!existsSync(main)) throw new Error(`${relative(root, main)} is missing: run \`npm run build\` first`);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });

  const outfile = join(stage, 'main.cjs');
  const { addons, absent } = await step('bundle the JavaScript', () => bundle({ main, outfile }));
  writeFileSync(join(stage, 'absent.txt'), `${absent.join('\n')}\n`);
  say(
    `${absent.length} optional modules of dependencies are not installed: see ${relative(root, stage)}/absent.txt`,
  );

  const { assets, manifest, bytes } = await step('collect the files it carries', () =>
    collectAssets({ root, folder: join(stage, 'assets'), addons }),
  );
  say(
    `${manifest.files.length} files, ${megabytes(bytes)} unpacked; Postgres ${manifest.postgres ? 'included' : 'not installed, so left out'}`,
  );

  await step('write the blob', () => writeBlob({ outfile, assets, manifest }));
  await step('inject it into a copy of Node', () => injectBlob());
  say(
    `${relative(root, executable)}: ${megabytes(statSync(executable).size)}, Node ${process.versions.node}`,
  );
}

/** @param {{ outfile: string, assets: Record<string, string>, manifest: object }} parts */
function writeBlob({ outfile, assets, manifest }) {
  const manifestFile = join(stage, 'manifest.json');
  writeFileSync(manifestFile, JSON.stringify(manifest));
  const config = {
    main: outfile,
    output: join(stage, 'isomer.blob'),
    disableExperimentalSEAWarning: true,
    assets: { manifest: manifestFile, ...assets },
  };
  writeFileSync(join(stage, 'sea.json'), JSON.stringify(config));
  // What Node says is an error's message only when it fails.
  execFileSync(process.execPath, ['--experimental-sea-config', join(stage, 'sea.json')], { stdio: 'pipe' });
}

async function injectBlob() {
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  const { warn } = console;
  // It warns of unnamed notes in Node's own ELF sections, which nothing reads. A failure throws.
  console.warn = () => {};
  try {
    await inject(executable, 'NODE_SEA_BLOB', readFileSync(join(stage, 'isomer.blob')), {
      sentinelFuse: FUSE,
      machoSegmentName: 'NODE_SEA',
    });
  } finally {
    console.warn = warn;
  }
}

/** @template T @param {string} name @param {() => T | Promise<T>} work */
async function step(name, work) {
  const start = performance.now();
  const result = await work();
  say(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
/** @param {string} line */
const say = (line) => console.log(`binary: ${line}`);

run().catch((error) => {
  console.error(`binary: ${error.message}`);
  process.exit(1);
});
