import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@isomer/embedded-postgres';
import type { Configuration } from '@isomer/framework';

/** The embedded database, for as long as this process wants it. */
export interface HeldPostgres {
  connectionString: string;
  close: EmbeddedPostgres['close'];
}

/** Where in its data folder the platform keeps the embedded database. */
export const postgresFolder = ({ dataDir }: Configuration): string => resolve(dataDir, 'postgres');

/** Between two attempts to open it again, in milliseconds. */
const firstPauseMs = 250;
const longestPauseMs = 5_000;

/**
 * Opens the embedded database, and again at the same place whenever its supervisor has gone, so that pools find it.
 * That is tried until it succeeds: what prevents it, a full disk say, may pass at any time.
 */
export async function holdEmbedded(
  configuration: Configuration,
  log: (line: string) => void,
): Promise<HeldPostgres> {
  const dataDir = postgresFolder(configuration);
  let isClosed = false;
  const open = () =>
    openEmbeddedPostgres({
      dataDir,
      // A single executable unpacks its own and says where.
      binariesDir: process.env.ISOMER_POSTGRES_BINARIES,
      log,
    });
  const openAgain = async () => {
    let isTold = false;
    for (let pause = firstPauseMs; !isClosed; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        embedded = await open();
        if (isClosed) await embedded.close();
        else hold();
        if (isTold) log('The database runs again.');
        return;
      } catch (error) {
        if (!isTold) log(`${(error as Error).message} It is tried again until it runs.`);
        isTold = true;
        await delay(pause, undefined, { ref: false });
      }
    }
  };
  const hold = () =>
    embedded.onLost(() => {
      log('The supervisor of the database is gone; starting it again.');
      void openAgain();
    });

  let embedded = await open();
  hold();
  return {
    connectionString: embedded.connectionString,
    close: async (options) => {
      isClosed = true;
      await embedded.close(options);
    },
  };
}
