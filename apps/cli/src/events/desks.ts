import { EventDesk, dataSourceOptions } from '@isomer/framework';
import { DataSource } from 'typeorm';
import { contextNames } from '../../../platform/src/contexts';
import { usableRole } from '../../../platform/src/database';
import { dataConfiguration } from '../configuration';
import { assertDataExists, withDataPlaces } from '../databases';

/** Lets `work` use the desk of each context, one after the other. What is said on the way goes to stderr. */
export async function withDesks<T>(
  env: NodeJS.ProcessEnv,
  work: (desk: EventDesk, context: string) => Promise<T>,
  only: readonly string[] = contextNames,
): Promise<T[]> {
  const configuration = dataConfiguration(env);
  assertDataExists(configuration);
  return withDataPlaces(
    configuration,
    (line) => console.error(line),
    async (places) => {
      const results: T[] = [];
      for (const { name, adminUrl, contexts } of places)
        for (const context of contexts.filter((each) => only.includes(each)))
          results.push(await withDesk(adminUrl, context, name, work));
      return results;
    },
  );
}

/** Lets `work` use the databases of some contexts at once, as each of them. */
export function withSources<T>(
  env: NodeJS.ProcessEnv,
  contexts: readonly string[],
  work: (...sources: DataSource[]) => Promise<T>,
): Promise<T> {
  const configuration = dataConfiguration(env);
  assertDataExists(configuration);
  return withDataPlaces(
    configuration,
    (line) => console.error(line),
    (places) => {
      const open = (left: readonly string[], sources: DataSource[]): Promise<T> => {
        const [context, ...others] = left;
        if (context === undefined) return work(...sources);
        const { adminUrl, name } = places.find((place) => place.contexts.includes(context))!;
        return withSource(adminUrl, context, name, (source) => open(others, [...sources, source]));
      };
      return open(contexts, []);
    },
  );
}

function withDesk<T>(
  url: string,
  context: string,
  place: string,
  work: (desk: EventDesk, context: string) => Promise<T>,
): Promise<T> {
  return withSource(url, context, place, (source) => work(new EventDesk(context, source), context));
}

async function withSource<T>(
  url: string,
  context: string,
  place: string,
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const schema = { name: context, entities: [], migrations: [] };
  const source = new DataSource(
    dataSourceOptions(schema, { url, role: await usableRole(url, context, false) }),
  );
  try {
    await source.initialize();
    return await work(source);
  } catch (error) {
    const { code } = ((error as { driverError?: unknown }).driverError ?? error) as { code?: string };
    // No such table or column.
    if (code === '42P01' || code === '42703')
      throw new Error(`${place} lacks the tables of events of ${context}; run: npm run isomer -- migrate`);
    throw error;
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}
