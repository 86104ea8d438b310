import { existsSync } from 'node:fs';
import { dumpData } from '@isomer/embedded-postgres';
import { contextNames } from '../../../platform/src/contexts';
import { dataConfiguration } from '../configuration';
import { assertDataExists, onlyPlace, withDataPlaces } from '../databases';
import { typedPath } from '../paths';
import { say, showRows } from './row-progress';

/** `isomer data dump`. @throws EmbeddedPostgresError, ConfigurationError, or Error about the file */
export async function dump(
  given: string,
  { force }: { force: boolean },
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const file = typedPath(given, env);
  if (!force && existsSync(file)) throw new Error(`${file} is there already; add --force to replace it`);
  const configuration = dataConfiguration(env);
  assertDataExists(configuration);
  await withDataPlaces(configuration, say, async (places) => {
    const { name, adminUrl } = onlyPlace(places);
    const progress = showRows(process.stderr);
    const { tables } = await dumpData({
      connectionString: adminUrl,
      schemas: contextNames,
      out: file,
      progress,
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(`${rows.toLocaleString('en')} rows of ${tables.length} tables in ${name} are in ${file}.`);
    console.log(
      'It holds password hashes and keys: keep it as you keep the database. The keys need the same SECRET_KEY.',
    );
  });
}
