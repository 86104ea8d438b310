// @ts-check
/**
 * A program that uses the database, for tests that need a real process to kill. Told by USER_PROCESS (JSON:
 * `library`, `options`); prints one JSON object a line; closes the database when its standard input ends.
 */
const { library, options } = JSON.parse(String(process.env.USER_PROCESS));
const { openEmbeddedPostgres } = require(library);

/** @param {object} event */
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

openEmbeddedPostgres({ ...options, log: (/** @type {string} */ line) => say({ log: line }) }).then(
  (/** @type {any} */ pg) => {
    pg.onLost((/** @type {string} */ reason) => say({ lost: reason }));
    const { connection, connectionString, supervisorPid, startedHere } = pg;
    say({ ready: { connection, connectionString, supervisorPid, startedHere } });
    process.stdin.on('end', () => void pg.close()).resume();
  },
  (/** @type {any} */ error) => {
    say({ failed: { name: error.name, code: error.code, message: error.message } });
    process.exitCode = 1;
  },
);
