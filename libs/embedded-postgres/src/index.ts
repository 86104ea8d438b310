export { EmbeddedPostgres } from './client/embedded-postgres';
export { connectionStringOf, type PostgresConnection } from './connection';
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode, embeddedPostgresErrors } from './errors';
export { openEmbeddedPostgres } from './open-embedded-postgres';
export type { OpenOptions } from './options';
export { runSupervisorIfAsked } from './supervisor/run-supervisor';
export { dumpData, type DumpOptions } from './data/dump-data';
export type { DataProgress, DumpHeader, DumpTable } from './data/dump-format';
export { restoreData, type RestoreOptions } from './data/restore-data';
