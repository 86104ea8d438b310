import type { OwnPostStatus, PostOrder, PostQuery } from '../contract';
import { summaryColumns } from './post-values';

export interface Statement {
  text: string;
  values: unknown[];
}

/** Where a page starts, by the columns of its order. */
export interface Start {
  publishedAt?: string;
  updatedAt?: string;
  commentCount?: string;
  id: string;
}

interface Order {
  /** What it is sorted by, and then by the id. */
  key: string;
  type: string;
  direction: 'ASC' | 'DESC';
  at(start: Start): unknown;
  /** Other columns and tables than the posts' own. The last of two columns of a name is read. */
  columns?: string;
  from?: string;
  id?: string;
}

const orders: Record<PostOrder, Order> = {
  newest: { key: 'published_at', type: 'timestamptz', direction: 'DESC', at: (s) => s.publishedAt },
  oldest: { key: 'published_at', type: 'timestamptz', direction: 'ASC', at: (s) => s.publishedAt },
  updated: {
    key: 'coalesce(updated_at, created_at)',
    type: 'timestamptz',
    direction: 'DESC',
    at: (s) => s.updatedAt,
  },
  'most-commented': {
    key: 'total',
    type: 'int',
    direction: 'DESC',
    at: (s) => s.commentCount,
    columns: ', total AS "commentCount"',
    from: 'post_comment_total JOIN post ON id = post_id',
    id: 'post_id',
  },
};

type Filters = Omit<PostQuery, 'cursor' | 'limit'>;

/** Of an author or with a word there are few: sorting them takes less than finding them in the order of all. */
const mostCommentedOfFew: Order = {
  key: 'comment_count',
  type: 'int',
  direction: 'DESC',
  at: (s) => s.commentCount,
};

/** Published posts from a position on. */
export function publishedPosts(query: Filters, limit: number, after?: Start, more = ''): Statement {
  const isOfFew = query.authorId !== undefined || query.q !== undefined;
  const order = query.order === 'most-commented' && isOfFew ? mostCommentedOfFew : orders[query.order];
  const { key, type, direction, at, columns = '', from = 'post', id = 'id' } = order;
  const values: unknown[] = [limit];
  const value = (each: unknown) => `$${values.push(each)}`;
  const where = ['published_at IS NOT NULL'];
  if (query.authorId) where.push(`author_id = ${value(query.authorId)}`);
  if (query.tag) where.push(`tags @> ARRAY[${value(query.tag)}]::text[]`);
  if (query.locale) where.push(`locale = ${value(query.locale)}`);
  if (query.publishedFrom) where.push(`published_at >= ${value(query.publishedFrom)}::timestamptz`);
  if (query.publishedBefore) where.push(`published_at < ${value(query.publishedBefore)}::timestamptz`);
  // As in the index.
  if (query.q)
    where.push(
      `to_tsvector('simple', title || ' ' || left(body, 100000)) @@ websearch_to_tsquery('simple', ${value(query.q)})`,
    );
  const beyond = direction === 'ASC' ? '>' : '<';
  if (after) where.push(`(${key}, ${id}) ${beyond} (${value(at(after))}::${type}, ${value(after.id)}::uuid)`);
  const text = `SELECT ${summaryColumns}${columns}${more} FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT $1`;
  return { text, values };
}

/** HTML that is longer is not even read for a list. */
const maxHtmlBytes = 100_000;

/** The newest with their HTML. */
export function newestPosts(filters: Omit<Filters, 'order'>, limit: number): Statement {
  const html = `, CASE WHEN octet_length(html) <= ${maxHtmlBytes} THEN html END AS html`;
  return publishedPosts({ ...filters, order: 'newest' }, limit, undefined, html);
}

const conditions: Record<OwnPostStatus, string> = {
  draft: 'published_at IS NULL AND publish_at IS NULL AND deleted_at IS NULL',
  scheduled: 'published_at IS NULL AND publish_at IS NOT NULL',
  published: 'published_at IS NOT NULL',
  deleted: 'published_at IS NULL AND deleted_at IS NOT NULL',
};

/** Posts of one author, the last written first. */
export function ownPosts(
  { authorId, status }: { authorId: string; status?: OwnPostStatus },
  limit: number,
  after: string | undefined,
): Statement {
  const condition = status ? conditions[status] : 'deleted_at IS NULL';
  const values = [limit, authorId, ...(after ? [after] : [])];
  const text = `SELECT ${summaryColumns} FROM post WHERE author_id = $2 AND ${condition}${after ? ' AND id < $3' : ''} ORDER BY id DESC LIMIT $1`;
  return { text, values };
}
