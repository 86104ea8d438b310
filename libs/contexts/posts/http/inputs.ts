import { body, numeric, queryOf } from '@isomer/framework/edge';
import { Cursor, Id, Limit, Timestamp, writtenLine, writtenText } from '@isomer/kernel';
import { z } from 'zod';
import { NewPost, OwnPostStatus, PostChange, PostOrder, PostQuery, RevisionNumber, Slug } from '../contract';

export const PostId = Id.describe('Id of the post: the `id` that `POST /v1/posts` answered');

export const SlugOfPost = Slug.meta({
  description: 'A slug that a post has, or had: its `slug`',
  examples: ['notes-on-the-engine'],
});

export const RevisionOfPost = numeric(
  RevisionNumber.meta({ description: 'Number of the revision', examples: [1] }),
);

const title = writtenLine(NewPost.shape.title);
const text = writtenText(NewPost.shape.body);

export const WrittenPost = body(NewPost.extend({ title, body: text }).meta(NewPost.meta()!));

export const ChangedPost = body(
  PostChange.extend({ title: title.optional(), body: text.optional() }).meta(PostChange.meta()!),
);

export const Schedule = body(
  z
    .object({ publishAt: Timestamp.describe('When to publish it') })
    .meta({ examples: [{ publishAt: '2036-01-02T09:00:00Z' }] }),
);
export type Schedule = z.infer<typeof Schedule>;

export const PostListQuery = queryOf({
  authorId: Id.optional().describe('Only posts of this author, by the `authorId` of a post'),
  tag: PostQuery.shape.tag.describe('Only posts with this tag'),
  locale: PostQuery.shape.locale.describe('Only posts in this language, by the `locale` of a post'),
  publishedFrom: Timestamp.optional().describe('Only posts that were published then or later'),
  publishedBefore: Timestamp.optional().describe('Only posts that were published before'),
  q: PostQuery.shape.q.describe(
    'Only posts with these words in the title or the first 100,000 characters of the text; "words in a row", this or that, -without',
  ),
  order: PostOrder.default('newest').describe('Which come first'),
  cursor: Cursor,
  limit: numeric(Limit),
});
export type PostListQuery = z.infer<typeof PostListQuery>;

export const RevisionListQuery = queryOf({ cursor: Cursor, limit: numeric(Limit) });
export type RevisionListQuery = z.infer<typeof RevisionListQuery>;

export const OwnPostListQuery = queryOf({
  status: OwnPostStatus.optional().describe('Only those; otherwise all but what is deleted'),
  cursor: Cursor,
  limit: numeric(Limit),
});
export type OwnPostListQuery = z.infer<typeof OwnPostListQuery>;

export const TagListQuery = queryOf({ cursor: Cursor, limit: numeric(Limit) });
export type TagListQuery = z.infer<typeof TagListQuery>;

export const FeedOfPosts = queryOf({
  tag: PostQuery.shape.tag.describe('Only posts with this tag'),
  authorId: Id.optional().describe('Only posts of this author, by the `authorId` of a post'),
});
export type FeedOfPosts = z.infer<typeof FeedOfPosts>;

/** As consumers of oEmbed 1.0 ask. */
export const OEmbedQuery = queryOf({
  url: z
    .string()
    .max(2_000)
    .meta({
      description: 'Address of a page of a post',
      examples: ['http://localhost:3000/posts/notes-on-the-engine'],
    }),
  format: z.enum(['json']).optional().describe('JSON is the only one'),
  maxwidth: numeric(z.int().min(1).optional()).describe('Nothing is shown that would be wider'),
  maxheight: numeric(z.int().min(1).optional()).describe('Nothing is shown that would be higher'),
});
export type OEmbedQuery = z.infer<typeof OEmbedQuery>;
