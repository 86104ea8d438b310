import { createHash } from 'node:crypto';
import { Locale } from '@isomer/posts/contract';
import { BrokenFile } from '../xml/broken-file';
import { type Element, textOf } from '../xml/element';
import { type Reading, readRecords } from '../xml/read-records';

/** What must be known of a WordPress export before its first article is imported. */
export interface Survey {
  /** Address of the blog, which names it in the sources of its posts. */
  site: string;
  locale: string | undefined;
  /** Handles by login. */
  handles: ReadonlyMap<string, string>;
  items: number;
}

const header = ['wp:wxr_version', 'wp:base_blog_url', 'wp:base_site_url', 'language', 'wp:author'];
export const reading = { root: 'rss', kind: 'WordPress export' } satisfies Partial<Reading>;

/** Reads the whole file, so that one that is broken is refused before anything is changed. @throws BrokenFile */
export async function survey(file: string, progress: (bytes: number) => void): Promise<Survey> {
  const found = new Map<string, string>();
  const logins = new Set<string>();
  let items = 0;
  for await (const record of readRecords(file, { ...reading, records: [...header, 'item'], progress })) {
    if (record.name === 'item') {
      items++;
      logins.add(loginOf(record));
    } else if (record.name === 'wp:author') logins.add(textOf(record, 'wp:author_login'));
    else if (!found.has(record.name)) found.set(record.name, record.text.trim());
  }
  if (!found.has('wp:wxr_version'))
    throw new BrokenFile(file, 0, 'it is a feed, no WordPress export: export it under Tools, Export');
  const site = (found.get('wp:base_blog_url') || found.get('wp:base_site_url') || 'wordpress').replace(
    /\/+$/,
    '',
  );
  const locale = Locale.safeParse(found.get('language')).data;
  return { site, locale, handles: handlesOf([...logins].filter(Boolean)), items };
}

export const loginOf = (item: Element): string => textOf(item, 'dc:creator');

/** A handle for each login. Of those that would have the same, all but the first have letters that tell them apart. */
export function handlesOf(logins: readonly string[]): Map<string, string> {
  const handles = new Map<string, string>();
  const used = new Set<string>();
  for (const login of [...logins].sort()) {
    const plain = asHandle(login.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
    const letters = createHash('sha256').update(login).digest('hex').slice(0, 6);
    const handle =
      plain.length < 2 || used.has(plain) ? `${plain.slice(0, 23) || 'author'}_${letters}` : plain;
    used.add(handle);
    handles.set(login, handle);
  }
  return handles;
}

const asHandle = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 30)
    .replaceAll(/^_+|_+$/g, '');
