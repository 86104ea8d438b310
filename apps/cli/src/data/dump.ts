import { dumpData } from '@isomer/embedded-postgres';
import { contextNames } from '../../../platform/src/contexts';
import { dataConfiguration } from '../configuration';
import { onlyPlace, withDataPlaces } from '../databases';
import { typedPath } from '../paths';
import { say, showRows } from './row-progress';

/** `isomer data dump`. @throws EmbeddedPostgresError, ConfigurationError */
export async function dump(given: string, env: NodeJS.ProcessEnv): Promise<void> {
  const file = typedPath(given, env);
  await withDataPlaces(dataConfiguration(env), say, async (places) => {
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
