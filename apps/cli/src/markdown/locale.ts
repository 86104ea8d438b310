import { Skip } from '../import/skip';

/** A folder that may name a language: `fr`, `pt-BR`, `zh_Hans`. */
const segment = /^[a-z]{2}(?:[-_][A-Za-z0-9]{2,8}){0,2}$/;

/** The language in the front matter, as a BCP 47 tag. @throws Skip */
export function readLocale(value: unknown): string {
  const tag = typeof value === 'string' ? canonical(value.trim()) : undefined;
  if (!tag)
    throw new Skip(
      'broken-front-matter',
      `${String(value).slice(0, 40)} is no language tag such as fr or pt-BR`,
    );
  return tag;
}

/** The language that a path is in: its outermost folder that is named after one. */
export function localeOfPath(path: string): string | undefined {
  for (const folder of path.split('/').slice(0, -1)) {
    const tag = segment.test(folder) ? canonical(folder) : undefined;
    // Folders such as `ts` are somebody's language too, but not one that people write software in or about.
    if (tag && Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0) return tag;
  }
  return undefined;
}

function canonical(tag: string): string | undefined {
  try {
    const [locale] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    // Longer ones are well formed and nobody's: `english`.
    return locale && /^[a-z]{2,3}\b/.test(locale) ? locale : undefined;
  } catch {
    return undefined;
  }
}
