import { readBook, type Begun, type Outcome } from './books';

/** What a settled call may be late by, in milliseconds of the time that its process had. */
const MARGIN_MS = 1_000;

export interface Account {
  begun: Begun[];
  outcomes: Outcome[];
  /** How often each call was run, by its id. */
  runs: Map<string, number>;
}

export function accountOf(folder: string): Account {
  const runs = new Map<string, number>();
  for (const id of readBook(folder, 'runs')) runs.set(id, (runs.get(id) ?? 0) + 1);
  return { begun: readBook(folder, 'begun'), outcomes: readBook(folder, 'outcomes'), runs };
}

export function answered({ outcomes }: Account): number {
  return outcomes.filter(({ end }) => end === 'answered').length;
}

/**
 * What is not as it was promised, in a sentence each.
 * @param killed names of the clients that could not see all of their calls end
 */
export function untruths({ begun, outcomes, runs }: Account, killed: ReadonlySet<string>): string[] {
  const ends = new Map<string, Outcome[]>();
  for (const outcome of outcomes) ends.set(outcome.id, [...(ends.get(outcome.id) ?? []), outcome]);
  return begun.flatMap((call) => {
    const ended = ends.get(call.id) ?? [];
    const times = runs.get(call.id) ?? 0;
    const found: string[] = [];
    if (times > 1 && !call.repeatable) found.push(`ran ${times} times, and must not be repeated`);
    if (ended.length > 1) found.push(`was settled ${ended.length} times`);
    if (ended.length === 0 && !killed.has(clientOf(call))) found.push('was never settled');
    for (const outcome of ended) found.push(...untruthsOf(call, outcome, times));
    return found.map((what) => `${call.id} ${what}: ${JSON.stringify({ ...call, ended, times })}`);
  });
}

function untruthsOf({ timeoutMs }: Begun, { end, afterMs }: Outcome, times: number): string[] {
  const found: string[] = [];
  if (afterMs > timeoutMs + MARGIN_MS) found.push('was settled late');
  if (end === 'answered with another body') found.push('was mixed up with another');
  if (end === 'answered' && times === 0) found.push('was answered, and did not run');
  if (typeof end === 'object' && !end.mayHaveRun && times > 0) found.push('had not run, it was said');
  return found;
}

function clientOf({ id }: Begun): string {
  return id.slice(0, id.indexOf('-'));
}
