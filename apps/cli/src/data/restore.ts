import { access, constants } from 'node:fs/promises';
import { restoreData } from '@isomer/embedded-postgres';
import { migrateHere } from '../../../platform/src/database';
import { dataConfiguration } from '../configuration';
import { onlyPlace, withDataPlaces } from '../databases';
import { typedPath } from '../paths';
import { say, showRows } from './row-progress';

/** `isomer data restore`. @throws EmbeddedPostgresError, ConfigurationError, or Error about the file */
export async function restore(given: string, env: NodeJS.ProcessEnv): Promise<void> {
  const file = typedPath(given, env);
  // Before anything is made for it.
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT' ? `There is no file ${file}` : `The file ${file} cannot be read: ${error.code}`,
    );
  });
  const configuration = dataConfiguration(env);
  await withDataPlaces(configuration, say, async (places) => {
    const { name, adminUrl } = onlyPlace(places);
    await migrateHere(adminUrl, configuration, say);
    const { tables, createdAt } = await restoreData({
      connectionString: adminUrl,
      from: file,
      progress: showRows(process.stderr),
    });
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `${rows.toLocaleString('en')} rows of ${tables.length} tables, as they were on ${createdAt}, are in ${name}.`,
    );
  });
}
