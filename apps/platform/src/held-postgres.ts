import { resolve } from 'node:path';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@isomer/embedded-postgres';
import type { Configuration } from '@isomer/framework';

/** The embedded database, for as long as this process wants it. */
export interface HeldPostgres {
  connectionString: string;
  close: EmbeddedPostgres['close'];
}

/**
 * Opens the embedded database, and again at the same place whenever its supervisor has gone, so that pools find it.
 * `onGivenUp` hears when that fails.
 */
export async function holdEmbedded(
  { dataDir }: Configuration,
  log: (line: string) => void,
  onGivenUp: (reason: string) => void = log,
): Promise<HeldPostgres> {
  let embedded: EmbeddedPostgres;
  const open = async () => {
    embedded = await openEmbeddedPostgres({
      dataDir: resolve(dataDir, 'postgres'),
      // A single executable unpacks its own and says where.
      binariesDir: process.env.ISOMER_POSTGRES_BINARIES,
      log,
    });
    embedded.onLost(() => {
      log('The supervisor of the database is gone; starting it again.');
      open().catch((error: Error) => onGivenUp(error.message));
    });
  };
  await open();
  return {
    connectionString: embedded!.connectionString,
    close: (options) => embedded.close(options),
  };
}
