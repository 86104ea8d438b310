// @ts-check
/** The compiled application and its packages as one CommonJS file: all that a single executable can load. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { build } = require('esbuild');
const { absentModules } = require('./esbuild/absent-modules.js');
const { createdRequire } = require('./esbuild/created-require.js');
const { nativeAddons, swaggerUiFolder } = require('./esbuild/carried-files.js');
const { typeormDrivers } = require('./esbuild/typeorm-drivers.js');

/**
 * @param {{ main: string, outfile: string }} paths
 * @returns {Promise<{ addons: Map<string, string>, absent: string[] }>} what the bundle needs beside it, and
 * which modules its dependencies asked for and did not find
 */
exports.bundle = async function bundle({ main, outfile }) {
  /** @type {Map<string, string>} */ const addons = new Map();
  /** @type {Set<string>} */ const absent = new Set();
  const unpack = join(__dirname, 'runtime/unpack.js');
  const { metafile } = await build({
    // Unpacking comes first: the application may read its environment and its addons while it loads.
    stdin: {
      contents: `require(${JSON.stringify(unpack)}).prepare(); require(${JSON.stringify(main)});`,
      resolveDir: __dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    // Nest and TypeORM name tokens, tables and messages after classes; esbuild renames those that collide.
    keepNames: true,
    define: { 'import.meta.url': '__executableUrl' },
    banner: { js: `const __executableUrl = require('node:url').pathToFileURL(process.execPath).href;` },
    plugins: [
      absentModules(absent),
      createdRequire(),
      typeormDrivers(),
      nativeAddons(addons),
      swaggerUiFolder(),
    ],
    logLevel: 'error',
    legalComments: 'none',
    metafile: true,
  });
  writeFileSync(`${outfile}.meta.json`, JSON.stringify(metafile));
  return { addons, absent: [...absent].sort() };
};
