import type { Post, PostSummary } from '../contract';
import type { PostEntity } from './post.entity';

/** Columns of what lists show. */
export const summaryColumns =
  'id, author_id AS "authorId", title, excerpt, locale, tags, slug, revision, created_at AS "createdAt", updated_at AS "updatedAt", published_at AS "publishedAt", publish_at AS "publishAt", deleted_at AS "deletedAt", comment_count AS "commentCount"';

export type SummaryRow = Omit<PostEntity, 'body' | 'html' | 'source' | 'deletedBy' | 'publishedBefore'>;
export type PostRow = SummaryRow & Pick<PostEntity, 'body' | 'html'>;

/** Bytes of a text and its HTML that a call answers, as JSON; it has 1 MiB, with the rest. */
const room = 900_000;

export function toPost(row: PostRow): Post {
  const { body, html } = row;
  return { ...toSummary(row), body, html: html && fits(room, body, html) ? html : undefined };
}

/** Whether texts need no more bytes than that as JSON. A character needs six at the most. */
export function fits(bytes: number, ...texts: string[]): boolean {
  const characters = texts.reduce((sum, { length }) => sum + length, 0);
  if (characters * 6 <= bytes) return true;
  return texts.reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)), 0) <= bytes;
}

export function toSummary(row: SummaryRow): PostSummary {
  const { id, authorId, title, locale, tags, revision, commentCount } = row;
  const { createdAt, updatedAt, publishedAt, publishAt, deletedAt } = row;
  return {
    id,
    authorId,
    title,
    excerpt: row.excerpt ?? undefined,
    locale,
    tags,
    slug: row.slug ?? undefined,
    status: publishedAt ? 'published' : 'draft',
    revision,
    createdAt: createdAt.toISOString(),
    updatedAt: (updatedAt ?? createdAt).toISOString(),
    publishedAt: publishedAt?.toISOString(),
    publishAt: publishAt?.toISOString(),
    deletedAt: deletedAt?.toISOString(),
    commentCount,
  };
}
