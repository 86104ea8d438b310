// @ts-check
/**
 * The command line, from a checkout: `npm run isomer -- <command>`. Builds first where nothing whole is built yet or
 * a source is newer, and says nothing about it unless it fails. An image that carries dist/ alone runs as it is.
 */
const { join } = require('node:path');
const { build, isBuilt } = require('./build.js');

const main = join(__dirname, '../dist/apps/cli/src/main.js');

if (!isBuilt()) {
  try {
    build();
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}
process.argv[1] = main;
require(main);
