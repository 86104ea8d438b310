import { ConfigurationError } from '@isomer/framework';
import { migrateHere } from '../../platform/src/database';
import { dataConfiguration } from './configuration';
import { withDataPlaces } from './databases';

/** Brings every database of the deployment to this build. @throws ConfigurationError and what Postgres says, in a line */
export async function migrateAll(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const configuration = dataConfiguration(env);
  await withDataPlaces(configuration, say, async (places) => {
    for (const { name, adminUrl, contexts } of places) {
      const done = await migrateHere(adminUrl, configuration, say, contexts).catch((error: Error) => {
        throw new ConfigurationError([`${name} could not be migrated: ${error.message || String(error)}`]);
      });
      say(done === 0 ? `${name}: nothing to do` : `${name}: ${done} migrations done`);
    }
  });
}
