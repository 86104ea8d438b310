import { cleanLine } from '@isomer/kernel';
import { Skip } from '../import/skip';

/** The slug in the front matter: a text, or the parts of a path. @throws Skip */
export function readSlug(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  if (!parts.every((part) => typeof part === 'string' || typeof part === 'number'))
    throw new Skip('broken-front-matter', 'its slug is no text');
  return cleanLine(parts.join('/').replaceAll(/^\/+|\/+$/g, ''), 300) || undefined;
}
