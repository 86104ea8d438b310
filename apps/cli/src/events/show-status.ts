import { table } from '../../../platform/src/banner';
import { contextNames } from '../../../platform/src/contexts';
import { age } from './age';
import { firstLine } from './dead-letters';
import { withDesks } from './desks';

/** `isomer events status`. Returns what to say. */
export async function showStatus(env: NodeJS.ProcessEnv, { json }: { json?: true }): Promise<string> {
  const lanes = (await withDesks(env, (desk) => desk.status())).flat();
  if (json) return JSON.stringify(lanes, null, 2);
  if (lanes.length === 0) return 'No event waits: all have been handled by all who want them.';
  const gone = new Set(
    lanes.map(({ subscriber }) => subscriber).filter((each) => !contextNames.includes(each)),
  );
  return [
    ...table([
      ['of', 'for', 'keys waiting', 'parked', 'failing', 'oldest', 'some of the keys', 'one reason'],
      ...lanes.map(({ publisher, subscriber, waiting, parked, failing, oldestMs, keys, reason }) => [
        publisher,
        subscriber,
        String(waiting),
        String(parked),
        String(failing),
        age(oldestMs),
        firstLine(keys.join(' ')),
        firstLine(reason ?? ''),
      ]),
    ]),
    ...(lanes.some(({ parked }) => parked > 0)
      ? ['', '  Parked keys wait for you: isomer events dead-letters']
      : []),
    ...[...gone].flatMap((name) => [
      '',
      `  There is no context ${name} in this build, so its events wait and are never deleted. If it is gone for good:`,
      `  isomer events drop ${name}`,
    ]),
  ].join('\n');
}
