import { Cursor, Id, Limit, Line, Text } from '@isomer/kernel';
import { z } from 'zod';
import { Guest } from './comment';
import { Url } from './thread';

const OfPost = z.object({ postId: Id });
const OfPage = z.object({ url: Url, title: Line(300).optional() });

const Member = z.object({ memberId: Id });
/** With the SHA-256 of the e-mail address in lower case, in hexadecimal; shown to nobody. */
const GuestElsewhere = Guest.extend({
  emailHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal')
    .optional(),
});

const count = z.int().min(0).max(2_147_483_647);

/** What a comment is besides, which few formats know; left out where it is not known. */
const Besides = z.object({
  editedAt: z.iso.datetime().optional(),
  /** Since when it is not visible. */
  hiddenAt: z.iso.datetime().optional(),
  up: count.optional(),
  down: count.optional(),
  /** Whether its thread takes no more comments. */
  threadLocked: z.boolean().optional(),
});

/** What the source of a comment begins with that was written on a platform such as this one; its id follows. */
export const writtenHere = 'isomer:';

/**
 * A comment from elsewhere. `source` names it there: imported again it keeps its id, its thread and its place in it, and
 * takes the rest from the import if that says something else than last time. So what was edited or moderated here stays.
 * What was written on a platform such as this one has `isomer:` and its id as its source, and keeps its id: where it is
 * there already, that is the comment.
 */
export const ImportedComment = Besides.extend({
  source: Line(1_000),
  thread: z.union([OfPost, OfPage]),
  /** The comment that it answers. Import that first. */
  parentSource: Line(1_000).optional(),
  author: z.union([Member, GuestElsewhere.extend({ url: Url.optional() })]),
  /** Markdown. */
  body: Text(10_000),
  createdAt: z.iso.datetime(),
  /** What is not visible is kept for 30 days from `hiddenAt`, or else from `createdAt` as if it had been deleted then. */
  status: z.enum(['visible', 'spam', 'deleted']).default('visible'),
  /** Of one that is deleted: that a moderator has done it. */
  removed: z.boolean().optional(),
});
export type ImportedComment = z.infer<typeof ImportedComment>;

export const ImportOutcome = z.object({ id: Id, outcome: z.enum(['created', 'updated', 'unchanged']) });
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** `threadId`: of that thread alone. */
export const ExportQuery = z.object({ threadId: Id.optional(), cursor: Cursor, limit: Limit });
export type ExportQuery = z.infer<typeof ExportQuery>;

/** Everything that is kept of a comment. */
export const ExportedComment = Besides.extend({
  id: Id,
  /** Where it was imported from, if it was. */
  source: Line(1_000).optional(),
  threadId: Id,
  thread: z.union([OfPost, OfPage]),
  parentId: Id.optional(),
  parentSource: Line(1_000).optional(),
  author: z.union([Member, GuestElsewhere]),
  /** Left out where it is no longer kept. */
  body: Text(10_000).optional(),
  createdAt: z.iso.datetime(),
  status: z.enum(['visible', 'deleted', 'removed', 'spam']),
});
export type ExportedComment = z.infer<typeof ExportedComment>;
