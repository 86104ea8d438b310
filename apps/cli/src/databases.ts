import { resolve } from 'node:path';
import { holdsDatabase } from '@isomer/embedded-postgres';
import { type Configuration, ConfigurationError, contextDatabaseVariable } from '@isomer/framework';
import { contextNames } from '../../platform/src/contexts';
import { place } from '../../platform/src/database';
import { holdEmbedded, postgresFolder } from '../../platform/src/held-postgres';

/** A database and the contexts that keep their data there. */
export interface DataPlace {
  /** For people: host, port and name, or where the embedded one is. */
  name: string;
  /** A login that may look after all of the contexts. */
  adminUrl: string;
  contexts: string[];
}

type Log = (line: string) => void;

/** Whether data is kept in the embedded database. */
const usesEmbedded = ({ databaseUrl, databaseAdminUrl, contextDatabaseUrls }: Configuration) =>
  !databaseUrl && !databaseAdminUrl && contextNames.some((name) => !contextDatabaseUrls[name]);

/** @throws ConfigurationError where the embedded database would only be made now, which is no place to take data from */
export function assertDataExists(configuration: Configuration): void {
  const folder = resolve(configuration.dataDir);
  if (!usesEmbedded(configuration) || holdsDatabase(postgresFolder(configuration))) return;
  throw new ConfigurationError([
    `There is no database in ${folder}: set DATA_DIR to the folder of the platform, or DATABASE_URL`,
  ]);
}

/**
 * Opens every database of the deployment, lets `work` use them, and closes them. The administrator's login is
 * used where it leads to the same database; a context with a database elsewhere is looked after by its own login.
 */
export async function withDataPlaces<T>(
  configuration: Configuration,
  log: Log,
  work: (places: DataPlace[]) => Promise<T>,
): Promise<T> {
  const { databaseUrl, databaseAdminUrl, contextDatabaseUrls } = configuration;
  const shared = databaseUrl ?? databaseAdminUrl;
  const embedded = usesEmbedded(configuration) ? await holdEmbedded(configuration, log) : undefined;
  try {
    const places = new Map<string, DataPlace>();
    for (const context of contextNames) {
      const url = contextDatabaseUrls[context] ?? shared ?? embedded!.connectionString;
      const name =
        url === embedded?.connectionString ? `the embedded database in ${configuration.dataDir}` : place(url);
      const isAdmins = databaseAdminUrl !== undefined && place(databaseAdminUrl) === place(url);
      const isShared = shared !== undefined && place(shared) === place(url);
      const found = places.get(name) ?? {
        name,
        adminUrl: isAdmins ? databaseAdminUrl : isShared ? shared : url,
        contexts: [],
      };
      found.contexts.push(context);
      places.set(name, found);
    }
    return await work([...places.values()]);
  } finally {
    await embedded?.close({ untilStopped: true });
  }
}

/** The one database that all contexts share. @throws ConfigurationError where there are several */
export function onlyPlace(places: DataPlace[]): DataPlace {
  if (places.length === 1) return places[0]!;
  const own = places.map(({ name, contexts }) => `${name} (${contexts.join(', ')})`).join(' and ');
  throw new ConfigurationError([
    `The contexts keep their data in ${own}, and a dump is of one database: use pg_dump for each, or unset ${contextNames.map(contextDatabaseVariable).join(', ')}`,
  ]);
}
