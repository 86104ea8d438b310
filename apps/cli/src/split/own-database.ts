import type { Configuration } from '@isomer/framework';
import type { EmbeddedPostgres } from '@isomer/embedded-postgres';
import { contextNames } from '../../../platform/src/contexts';
import { migrateHere, openEmbedded } from '../../../platform/src/database';
import type { Hearing } from './managed-process';
import type { Teardown } from './teardown';

/**
 * Opens the embedded database before any context does and until all have ended, so that no context's end is the
 * database's, and brings it to this build once for all of them.
 */
export async function ownDatabase(
  configuration: Configuration,
  { log, onGivenUp }: Hearing,
  teardown: Teardown,
): Promise<void> {
  let embedded: EmbeddedPostgres;
  const open = async () => {
    embedded = await openEmbedded(configuration, log);
    embedded.onLost(() => {
      log('the supervisor of the database is gone; starting it again');
      open().catch((error: Error) => onGivenUp(error.message));
    });
  };
  await open();
  await teardown.add({ stop: () => embedded.close({ untilStopped: true }) });
  const names = contextNames.filter((name) => !configuration.contextDatabaseUrls[name]);
  await migrateHere(embedded!.connectionString, configuration, log, names);
}
