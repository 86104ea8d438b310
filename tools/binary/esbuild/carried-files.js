// @ts-check
/**
 * Files that cannot be JavaScript inside the executable: native addons, and the pages of Swagger UI, which are
 * served from a folder. Both are carried as assets, and found in the folder into which `runtime/unpack.js`
 * has put them.
 */
const { readFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const { basename, dirname, join } = require('node:path');

const unpack = join(__dirname, '../runtime/unpack.js');
const carriedPath = (/** @type {string} */ name) =>
  `require(${JSON.stringify(unpack)}).carried(${JSON.stringify(name)})`;

/**
 * @param {Map<string, string>} addons filled with the addons found: name in the executable to source file
 * @returns {import('esbuild').Plugin}
 */
exports.nativeAddons = (addons) => ({
  name: 'native-addons',
  setup(build) {
    build.onLoad({ filter: /\.node$/ }, ({ path }) => {
      const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
      const name = `addons/${hash}/${basename(path)}`;
      addons.set(name, path);
      return {
        contents: `process.dlopen(module, ${carriedPath(name)});`,
        loader: 'js',
        resolveDir: dirname(path),
      };
    });
  },
});

/** @returns {import('esbuild').Plugin} */
exports.swaggerUiFolder = () => ({
  name: 'swagger-ui-folder',
  setup(build) {
    build.onLoad({ filter: /swagger-ui-dist[\\/]absolute-path\.js$/ }, ({ path }) => ({
      contents: `module.exports = () => ${carriedPath('swagger-ui')};`,
      loader: 'js',
      resolveDir: dirname(path),
    }));
  },
});
