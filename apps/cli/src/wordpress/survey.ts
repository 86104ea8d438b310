import { cleanLine } from '@isomer/kernel';
import { Locale } from '@isomer/posts/contract';
import { type Author, handleFor } from '../import/handle';
import { BrokenFile } from '../xml/broken-file';
import { type Element, textOf } from '../xml/element';
import { type Reading, readRecords } from '../xml/read-records';

/** What must be known of a WordPress export before its first article is imported. */
export interface Survey {
  /** Address of the blog, which names it in the sources of its posts. */
  site: string;
  locale: string | undefined;
  /** By login. */
  authors: ReadonlyMap<string, Author>;
  /** Logins by the ids of those who have an account there. */
  logins: ReadonlyMap<string, string>;
  /** Articles and whatever else, and comments. */
  items: number;
}

const header = ['wp:wxr_version', 'wp:base_blog_url', 'wp:base_site_url', 'language', 'wp:author'];
export const reading = { root: 'rss', kind: 'WordPress export' } satisfies Partial<Reading>;

/** Reads the whole file, so that one that is broken is refused before anything is changed. @throws BrokenFile */
export async function survey(file: string, progress: (bytes: number) => void): Promise<Survey> {
  const found = new Map<string, string>();
  const names = new Map<string, string | undefined>();
  const logins = new Map<string, string>();
  let items = 0;
  for await (const record of readRecords(file, { ...reading, records: [...header, 'item'], progress })) {
    if (record.name === 'item') {
      items += 1 + commentsIn(record).length;
      if (!names.has(loginOf(record))) names.set(loginOf(record), undefined);
    } else if (record.name === 'wp:author') {
      const login = textOf(record, 'wp:author_login');
      names.set(login, nameOf(record));
      logins.set(textOf(record, 'wp:author_id'), login);
    } else if (!found.has(record.name)) found.set(record.name, record.text.trim());
  }
  if (!found.has('wp:wxr_version'))
    throw new BrokenFile(file, 0, 'it is a feed, no WordPress export: export it under Tools, Export');
  const site = (found.get('wp:base_blog_url') || found.get('wp:base_site_url') || 'wordpress').replace(
    /\/+$/,
    '',
  );
  const locale = Locale.safeParse(found.get('language')).data;
  names.delete('');
  logins.delete('');
  return { site, locale, authors: authorsOf(names), logins, items };
}

export const loginOf = (item: Element): string => textOf(item, 'dc:creator');

export const commentsIn = (item: Element): Element[] =>
  item.children.filter(({ name }) => name === 'wp:comment');

/** An e-mail address is what people log in with, and none of the world's business. */
function nameOf(author: Element): string | undefined {
  const name = cleanLine(textOf(author, 'wp:author_display_name'), 80);
  return name && !/^\S+@\S+$/.test(name) ? name : undefined;
}

/** Whom each login is here. Of those that would have the same handle, all but the first have letters that tell them apart. */
export function authorsOf(names: ReadonlyMap<string, string | undefined>): Map<string, Author> {
  const authors = new Map<string, Author>();
  const used = new Set<string>();
  for (const login of [...names.keys()].sort()) {
    const handle = handleFor(login, (each) => used.has(each));
    used.add(handle);
    authors.set(login, { handle, displayName: names.get(login) });
  }
  return authors;
}
