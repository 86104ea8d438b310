import { withDesks } from './desks';
import { letterNamed, noLetter } from './letter';

/** `isomer events retry`. Returns what to say. @throws Error if there is no such dead letter */
export async function retryDeadLetters(
  env: NodeJS.ProcessEnv,
  context: string | undefined,
  id: string | undefined,
  { all }: { all?: true },
): Promise<string> {
  if (all) {
    if (context !== undefined) throw new Error('Name a dead letter or say --all, not both');
    const counts = await withDesks(env, (desk) => desk.retry());
    const count = counts.reduce((sum, each) => sum + each, 0);
    return count === 0 ? 'There are no dead letters.' : `${count} will be delivered again.`;
  }
  if (context === undefined || id === undefined)
    throw new Error('Name a dead letter, such as `posts comments/42`, or say --all');
  const { publisher, one } = letterNamed(context, id);
  const [count] = await withDesks(env, (desk) => desk.retry(one), [publisher]);
  if (!count) throw new Error(noLetter(context, id));
  return `${id} will be delivered to ${context} again, and then those of its key after it.`;
}

/** `isomer events skip`. Returns what to say. @throws Error if there is no such dead letter */
export async function skipDeadLetter(env: NodeJS.ProcessEnv, context: string, id: string): Promise<string> {
  const { publisher, one } = letterNamed(context, id);
  const [count] = await withDesks(env, (desk) => desk.skip(one), [publisher]);
  if (!count) throw new Error(noLetter(context, id));
  return `${context} will never handle ${id}. Those of its key after it will be delivered.`;
}
