// @ts-check
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { requireBuilt } = require('../../../test/setup/built.js');

/** A migrated Postgres of our own, stopped and removed by `close`. */
exports.openDatabase = async function openDatabase() {
  const { openEmbeddedPostgres } = requireBuilt('libs/embedded-postgres/src/index.js');
  const { migrateHere } = requireBuilt('apps/platform/src/database.js');
  const folder = mkdtempSync(join(tmpdir(), 'isomer-bench-'));
  const postgres = await openEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  /** @type {string} */
  const url = postgres.connectionString;
  const close = async () => {
    await postgres.close({ untilStopped: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrateHere(url, { contextDatabaseUrls: {} }, () => undefined);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
};
