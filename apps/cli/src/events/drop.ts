import { contextNames } from '../../../platform/src/contexts';
import { withDesks } from './desks';

/** `isomer events drop`. Returns what to say. @throws Error for a context of this build */
export async function dropSubscriber(env: NodeJS.ProcessEnv, context: string): Promise<string> {
  if (contextNames.includes(context))
    throw new Error(`${context} is a context of this build, so its events are not dropped`);
  const counts = await withDesks(env, (desk) => desk.drop(context));
  const keys = counts.reduce((sum, each) => sum + each, 0);
  return keys === 0 ? `Nothing waits for ${context}.` : `${keys} keys wait for ${context} no more.`;
}
