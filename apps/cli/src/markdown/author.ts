import { cleanLine } from '@isomer/kernel';
import { type Author, handleFor } from '../import/handle';
import { Skip } from '../import/skip';

/** Who wrote an article, by its front matter: a name, or fields with one; of several the first. @throws Skip */
export function readAuthor(value: unknown): Author | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const name: unknown = isFields(first) ? first.name : first;
  if (name === undefined || name === null) return undefined;
  if (typeof name !== 'string') throw new Skip('broken-front-matter', 'its author has no name');
  const displayName = cleanLine(name, 80);
  return displayName ? { handle: handleFor(displayName), displayName } : undefined;
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
