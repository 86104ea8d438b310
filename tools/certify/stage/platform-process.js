// @ts-check
/** One process of the platform, as `node dist/apps/platform/src/main.js` would be, that writes down what it serves. */
const { join } = require('node:path');
const { recordServedCalls } = require('./recorder.js');

const { CERTIFIED_DIST: dist, CERTIFIED_RECORD: record } = process.env;
if (!dist || !record) throw new Error('This is started by `npm run certify`');
recordServedCalls(dist, record);
// Whoever started it may be killed, and nobody else would end it.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1_000).unref();

require(join(dist, 'apps/platform/src/main.js'));
