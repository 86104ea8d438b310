import { table } from '../../../platform/src/banner';
import { iso } from './age';
import { withDesks } from './desks';

/** `isomer events scheduled`. Returns what to say. */
export async function listScheduled(
  env: NodeJS.ProcessEnv,
  { limit, json }: { limit: number; json?: true },
): Promise<string> {
  const runs = (await withDesks(env, (desk) => desk.scheduled(limit))).flat();
  if (json) return JSON.stringify(runs, null, 2);
  if (runs.length === 0) return 'No command waits for its time.';
  const rows = runs
    .sort((one, other) => Number(one.dueAt) - Number(other.dueAt))
    .map(({ context, name, key, dueAt }) => [context, iso(dueAt), name, key]);
  return table([['of', 'due', 'what', 'key'], ...rows]).join('\n');
}
