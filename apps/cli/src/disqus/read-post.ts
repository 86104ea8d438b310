import { createHash } from 'node:crypto';
import { ImportedComment, Url, writtenHere } from '@isomer/comments/contract';
import { Id, cleanLine, cleanText } from '@isomer/kernel';
import { htmlToMarkdown, plainText } from '@isomer/markup';
import { Skip } from '../import/skip';
import type { Target } from '../import/url-map';
import { readDate } from '../markdown/date';
import { type Element, childOf, textOf } from '../xml/element';
import { sourcePrefix } from './names';
import { type Survey, idOf, isShown, isTrue } from './survey';
import type { Thread } from './threads';

/** What was exported by a platform such as this one has its id there. */
export const sourceOf = (id: string): string =>
  Id.safeParse(id).success ? `${writtenHere}${id}` : `${sourcePrefix}${id}`;

export interface Surroundings {
  found: Survey;
  /** Where the comments of a page go. */
  target: (url: string) => Target;
  /** Milliseconds since 1970. */
  now: number;
}

/** A comment of an export as it will be imported, but for what it answers. @throws Skip with the reason why it will not */
export function readPost(post: Element, { found, target, now }: Surroundings): ImportedComment {
  const thread = found.threads.get(idOf(childOf(post, 'thread')));
  if (!thread) throw new Skip('orphan', 'its thread');
  if (thread.deleted) throw new Skip('orphan', 'its thread is deleted');
  // Where something is answered that was deleted, its place is kept.
  if (!isShown(post) && !found.tree.isNeeded(idOf(post)))
    throw new Skip(isTrue(post, 'isSpam') ? 'spam' : 'deleted');
  const body = cleanText(htmlToMarkdown(textOf(post, 'message')));
  if (!body && isShown(post)) throw new Skip('empty');
  const checked = ImportedComment.safeParse({
    source: sourceOf(idOf(post)),
    thread: threadOf(thread, target),
    author: authorOf(childOf(post, 'author')),
    body: body || '-',
    createdAt: readDate(textOf(post, 'createdAt'), now),
    status: isTrue(post, 'isSpam') ? 'spam' : isTrue(post, 'isDeleted') ? 'deleted' : 'visible',
    threadLocked: thread.closed || undefined,
  });
  if (checked.success) return checked.data;
  const { path, message } = checked.error.issues[0]!;
  throw new Skip(message.includes('at most') ? 'too-large' : 'not-accepted', `${path.join('/')} ${message}`);
}

function threadOf({ url, title, postId }: Thread, target: Surroundings['target']): ImportedComment['thread'] {
  if (postId) return { postId };
  const here = target(url);
  if ('postId' in here) return here;
  if (!Url.safeParse(here.url).success) throw new Skip('no-address', here.url.slice(0, 100));
  return { url: here.url, title: cleanLine(plainText(title, 300), 300) || undefined };
}

/** A guest: who was a member there is none here. */
function authorOf(author: Element | undefined): ImportedComment['author'] {
  const email = textOf(author, 'email').toLowerCase();
  return {
    name: cleanLine(textOf(author, 'name') || textOf(author, 'username'), 100) || 'Anonymous',
    emailHash: email ? createHash('sha256').update(email).digest('hex') : undefined,
  };
}
