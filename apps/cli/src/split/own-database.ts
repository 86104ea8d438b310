import type { Configuration } from '@isomer/framework';
import { contextNames } from '../../../platform/src/contexts';
import { migrateHere } from '../../../platform/src/database';
import { holdEmbedded } from '../../../platform/src/held-postgres';
import type { Teardown } from './teardown';

/**
 * Opens the embedded database before any context does and until all have ended, so that no context's end is the
 * database's, and brings it to this build once for all of them.
 */
export async function ownDatabase(
  configuration: Configuration,
  log: (line: string) => void,
  teardown: Teardown,
): Promise<void> {
  const embedded = await holdEmbedded(configuration, log);
  await teardown.add({ stop: () => embedded.close({ untilStopped: true }) });
  const names = contextNames.filter((name) => !configuration.contextDatabaseUrls[name]);
  await migrateHere(embedded.connectionString, configuration, log, names);
}
