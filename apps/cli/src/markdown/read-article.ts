import { ImportedPost } from '@isomer/posts/contract';
import type { Author } from '../import/handle';
import { Skip } from '../import/skip';
import { readAuthor } from './author';
import { readDate } from './date';
import { splitFrontMatter } from './front-matter';
import { localeOfPath, readLocale } from './locale';
import { readSlug } from './slug';
import { readTags } from './tags';
import { textOf } from './text';
import { titleOf } from './title';

/** A post as it will be imported, but for whose it is. */
const Post = ImportedPost.omit({ authorId: true });
export interface Article extends Omit<ImportedPost, 'authorId'> {
  /** Who wrote it, if that is said. */
  author?: Author;
}

/** Bytes of the longest file that can be a post: three for each character of the text, and front matter. */
export const maxFileBytes = 3 * ImportedPost.shape.body.maxLength! + 64 * 1024;

export interface Surroundings {
  /** Of the file within the folder, with slashes. */
  path: string;
  /** Names the folder in the source of each post. */
  prefix: string;
  /** Language of an article that does not tell. */
  locale: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Reads a Markdown file into a post. @throws Skip with the reason why it cannot be one */
export function readArticle(bytes: Uint8Array, { path, prefix, locale, now }: Surroundings): Article {
  const { fields, body } = splitFrontMatter(textOf(bytes));
  if (fields.draft === true || fields.published === false) throw new Skip('draft');
  if (!body.trim()) throw new Skip('empty');
  const date = fields.publishedAt ?? fields.date ?? fields.createdAt;
  const language = fields.lang ?? fields.locale;
  return assertArticle({
    title: titleOf(fields.title, body, path),
    body,
    locale: language == null ? (localeOfPath(path) ?? locale) : readLocale(language),
    // Two file systems may write one name in two ways (NFC and NFD).
    source: `${prefix}/${path}`.normalize('NFC'),
    publishedAt: date == null ? undefined : readDate(date, now),
    slug: readSlug(fields.slug),
    tags: readTags(fields.tags),
    author: readAuthor(fields.author),
  });
}

/** @throws Skip for what the contract would refuse, so that a dry run finds it too */
export function assertArticle({ author, ...post }: Article): Article {
  const checked = Post.safeParse(post);
  if (checked.success) return { ...checked.data, author };
  const { path: field, message } = checked.error.issues[0]!;
  throw new Skip(
    message.includes('at most') ? 'too-large' : 'not-accepted',
    `${String(field[0])} ${message}`,
  );
}
