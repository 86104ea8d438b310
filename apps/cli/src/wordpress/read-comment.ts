import { createHash } from 'node:crypto';
import { ImportedComment, Url } from '@isomer/comments/contract';
import { cleanLine, cleanText } from '@isomer/kernel';
import { htmlToMarkdown } from '@isomer/markup';
import { Skip } from '../import/skip';
import { readDate } from '../markdown/date';
import { type Element, textOf } from '../xml/element';
import { withParagraphs } from './paragraphs';
import { dateOf } from './read-item';

/** A comment as it will be imported, by a guest, but for where it is. */
const Comment = ImportedComment.omit({ thread: true, parentSource: true });
export type Comment = Omit<ImportedComment, 'thread' | 'parentSource'>;

export const idOf = (comment: Element): string => textOf(comment, 'wp:comment_id');

/** The one that it answers. */
export function parentOf(comment: Element): string | undefined {
  const parent = textOf(comment, 'wp:comment_parent');
  return parent && parent !== '0' ? parent : undefined;
}

/** Whether people see it there. */
export const isShown = (comment: Element): boolean =>
  statusOf(comment) === undefined && typeOf(comment) === 'comment';

/** @param isNeeded whether what people see answers it, so that its place is kept. @throws Skip with the reason why it will not be imported */
export function readComment(
  comment: Element,
  { source, isNeeded, now }: { source: string; isNeeded: boolean; now: number },
): Comment {
  const type = typeOf(comment);
  if (type !== 'comment')
    throw new Skip(type === 'pingback' || type === 'trackback' ? 'notification' : 'not-content', type);
  const hidden = statusOf(comment);
  if (hidden && !isNeeded) throw new Skip(hidden);
  const body = cleanText(htmlToMarkdown(withParagraphs(textOf(comment, 'wp:comment_content'))));
  if (!body && !hidden) throw new Skip('empty');
  const checked = Comment.safeParse({
    source,
    author: authorOf(comment),
    body: body || '-',
    createdAt: readDate(dateOf(comment, 'wp:comment_date'), now),
    status: hidden === undefined ? 'visible' : hidden === 'spam' ? 'spam' : 'deleted',
  });
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0]!;
  throw new Skip(message.includes('at most') ? 'too-large' : 'not-accepted', `${path.join('/')} ${message}`);
}

const typeOf = (comment: Element) => textOf(comment, 'wp:comment_type') || 'comment';

/** Why people do not see it there, if they do not. */
function statusOf(comment: Element): 'awaiting-approval' | 'spam' | 'deleted' | undefined {
  const approved = textOf(comment, 'wp:comment_approved') || '1';
  if (approved === '1') return undefined;
  if (approved === 'spam') return 'spam';
  return approved === '0' ? 'awaiting-approval' : 'deleted';
}

function authorOf(comment: Element): ImportedComment['author'] {
  const email = textOf(comment, 'wp:comment_author_email').toLowerCase();
  return {
    name: cleanLine(textOf(comment, 'wp:comment_author'), 100) || 'Anonymous',
    url: Url.safeParse(textOf(comment, 'wp:comment_author_url')).data,
    emailHash: email ? createHash('sha256').update(email).digest('hex') : undefined,
  };
}
