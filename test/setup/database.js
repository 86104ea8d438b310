// @ts-check
/** Before the first suite: one Postgres for the whole run, with a migrated database that suites copy. */
const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { requireBuilt } = require('./built.js');

/** @type {Promise<void> | undefined} */
let starting;

exports.startDatabase = () => (starting ??= start());
exports.stopDatabase = async () => {
  const { running } = /** @type {any} */ (globalThis);
  await running?.close();
};

async function start() {
  const { openEmbeddedPostgres } = requireBuilt('libs/embedded-postgres/src/index.js');
  const { migrateHere } = requireBuilt('apps/platform/src/database.js');
  const pg = require('pg');
  const folder = mkdtempSync(join(tmpdir(), 'isomer-test-'));
  // For root the database runs as nobody, who must get in.
  chmodSync(folder, 0o711);
  const postgres = await openEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const admin = new pg.Client({ connectionString: postgres.connectionString });
  await admin.connect();
  await admin.query('CREATE DATABASE template');
  await admin.end();
  const template = new URL(postgres.connectionString);
  template.pathname = '/template';
  await migrateHere(template.href, { contextDatabaseUrls: {} }, () => undefined);
  process.env.ISOMER_TEST_POSTGRES = postgres.connectionString;
  process.env.ISOMER_TEST_TEMPLATE = 'template';
  console.log(`Test database: Postgres from ${folder}, stopped and removed at the end.`);
  Object.assign(globalThis, {
    running: {
      close: async () => {
        await postgres.close({ untilStopped: true });
        rmSync(folder, { recursive: true, force: true });
      },
    },
  });
}
