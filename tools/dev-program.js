// @ts-check
/**
 * The platform as `npm run dev` starts it: everything that it takes from packages is loaded before it is asked to
 * begin, while the one before it still runs. Loading them takes longer than all the rest of a reload.
 */
const { join } = require('node:path');

const root = join(__dirname, '..');

let hasBegun = false;
process.once('message', () => {
  hasBegun = true;
  require(join(root, 'dist/apps/platform/src/main.js'));
});
// Whoever started this is gone.
process.once('disconnect', () => (hasBegun ? process.kill(process.pid, 'SIGTERM') : process.exit()));

for (const name of Object.keys(require(join(root, 'package.json')).dependencies)) require(name);
