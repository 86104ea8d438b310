// @ts-check
/**
 * Some ES modules of Nest write `const require = createRequire(import.meta.url)` and then require packages by
 * name. esbuild does not see through that (evanw/esbuild#1828) and would leave those packages out of the
 * executable. Without the line, `require('…')` is the one that esbuild follows.
 */
const { readFile } = require('node:fs/promises');

const LINE = /^const require = createRequire\(import\.meta\.url\);$/m;

/** @returns {import('esbuild').Plugin} */
exports.createdRequire = () => ({
  name: 'created-require',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]@nestjs[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return LINE.test(source) ? { contents: source.replace(LINE, ''), loader: 'js' } : undefined;
    });
  },
});
