import { maxTags, tagOf } from '@isomer/posts/contract';
import { Skip } from '../import/skip';

/** Tags in the front matter: a list, or a text with commas. @throws Skip */
export function readTags(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const written: unknown[] | undefined =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : undefined;
  const tags = written?.filter((tag) => tag !== null);
  if (!tags?.every((tag) => typeof tag === 'string' || typeof tag === 'number'))
    throw new Skip('broken-front-matter', 'its tags are no list of texts');
  return keptTags(tags.map(String));
}

/** What can be tags of a post, in the form in which it keeps them: the first of them, if there are too many. */
export function keptTags(written: readonly string[]): string[] {
  const tags = written.map(tagOf).filter((tag) => tag !== undefined);
  return [...new Set(tags)].slice(0, maxTags);
}
