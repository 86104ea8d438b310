import type { DeadLetter } from '../../src';
import { readBook } from './books';
import { GROUPS, type Group } from './services';

/**
 * What has become of events against what was promised, in a sentence each, once no group has anything left to do.
 * @param letters all that were given up
 */
export function lostEvents(folder: string, letters: readonly DeadLetter[]): string[] {
  const inGroup = (group: string, id: string) => `${group} ${id}`;
  const handled = new Set(readBook(folder, 'handlings').map(({ group, id }) => inGroup(group, id)));
  const givenUp = new Set(letters.map(({ group, fields }) => inGroup(group, bodyOf(fields))));
  const untruth = (id: string, end: 'taken' | { mayHaveRun: boolean }, group: Group) => {
    const reached = handled.has(inGroup(group, id)) || givenUp.has(inGroup(group, id));
    if (end === 'taken') return reached ? undefined : `${id} was taken, and never came to ${group}`;
    return reached && !end.mayHaveRun
      ? `${id} was not emitted, it was said, and came to ${group}`
      : undefined;
  };
  return readBook(folder, 'emits').flatMap(({ id, end }) =>
    GROUPS.map((group) => untruth(id, end, group)).filter((what) => what !== undefined),
  );
}

function bodyOf(fields: string[]): string {
  return fields[fields.indexOf('body') + 1] ?? '';
}
