import type { DeadEvent } from '@isomer/framework';
import { table } from '../../../platform/src/banner';
import { age, iso } from './age';
import { withDesks } from './desks';
import { letterNamed, noLetter } from './letter';

const longestReason = 80;

/** `isomer events dead-letters`. Returns what to say. */
export async function listDeadLetters(
  env: NodeJS.ProcessEnv,
  { limit, json }: { limit: number; json?: true },
): Promise<string> {
  const letters = (await withDesks(env, (desk) => desk.deadLetters(limit))).flat();
  if (json) return JSON.stringify(letters, null, 2);
  if (letters.length === 0) return 'There are no dead letters.';
  const rows = letters.map(({ subscriber, id, name, key, attempts, publishedAt, error }) => [
    subscriber,
    id,
    name,
    key,
    String(attempts),
    age(Date.now() - Number(publishedAt)),
    firstLine(error),
  ]);
  return table([['context', 'id', 'event', 'key', 'attempts', 'age', 'failed with'], ...rows]).join('\n');
}

/** `isomer events show`. Returns what to say. @throws Error if there is no such dead letter */
export async function showDeadLetter(
  env: NodeJS.ProcessEnv,
  context: string,
  id: string,
  { json }: { json?: true },
): Promise<string> {
  const { publisher, one } = letterNamed(context, id);
  const [found] = (await withDesks(env, (desk) => desk.deadLetters(1, one), [publisher])).flat();
  if (!found) throw new Error(noLetter(context, id));
  return json ? JSON.stringify(found, null, 2) : described(found);
}

function described(letter: DeadEvent): string {
  const { subscriber, id, name, version, key, attempts, publishedAt, traceId, error, payload } = letter;
  const rows: [string, string][] = [
    ['event', `${name}, version ${version}`],
    ['id', id],
    ['key', key],
    ['published', iso(publishedAt)],
    ['trace', traceId],
    ['context', `${subscriber}, which has failed ${attempts} times`],
    ['failed with', error],
  ];
  return [...rows.map(([name, value]) => `${name.padEnd(13)}${value}`), '', pretty(payload)].join('\n');
}

/** A payload that is no JSON is what may have failed. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

export function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line;
}
