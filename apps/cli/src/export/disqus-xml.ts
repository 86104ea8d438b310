import type { ExportedComment } from '@isomer/comments/contract';
import { IdentityApi } from '@isomer/identity/contract';
import { derivedId } from '@isomer/kernel';
import { renderComment } from '@isomer/markup';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { postMark, sourcePrefix } from '../disqus/names';
import { deadlineMs, persistently } from '../import/import-article';
import type { Format } from './format';
import { attribute, cdata, element } from './xml-text';

const head = `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><forum>isomer</forum><title>General</title><isDefault>true</isDefault></category>
`;

/** As Disqus exports comments. Each thread comes before what was said in it. */
export function disqusXml(publicUrl: string): Format {
  let last: string | undefined;
  return {
    head,
    async page(comments, contexts) {
      const names = await namesOf(comments, contexts);
      let text = '';
      for (const comment of comments) {
        if (comment.threadId !== last) text += threadXml(comment, publicUrl);
        last = comment.threadId;
        text += postXml(comment, names);
      }
      return text;
    },
    tail: () => '</disqus>\n',
  };
}

/** The same for the same page, whatever platform it is on. */
const threadId = ({ thread }: ExportedComment) =>
  'postId' in thread ? thread.postId : derivedId(`page ${thread.url}`);

function threadXml(comment: ExportedComment, publicUrl: string): string {
  const { thread, threadLocked = false, createdAt } = comment;
  const isPost = 'postId' in thread;
  return [
    `<thread dsq:id="${threadId(comment)}">`,
    element('id', isPost ? `${postMark}${thread.postId}` : thread.url),
    element('forum', 'isomer'),
    '<category dsq:id="1" />',
    element('link', isPost ? `${publicUrl}/v1/posts/${thread.postId}` : thread.url),
    element('title', isPost ? '' : (thread.title ?? '')),
    element('createdAt', createdAt),
    element('isClosed', String(threadLocked)),
    '<isDeleted>false</isDeleted>',
    '</thread>\n',
  ].join('\n');
}

function postXml(comment: ExportedComment, names: ReadonlyMap<string, Name>): string {
  const { source, id, author, body, createdAt, status, parentId, parentSource } = comment;
  const guest = 'name' in author ? author : undefined;
  const member = 'memberId' in author ? names.get(author.memberId) : undefined;
  return [
    `<post dsq:id="${attribute(postId(source, id))}">`,
    `<message>${body === undefined ? '' : cdata(renderComment(body))}</message>`,
    element('createdAt', createdAt),
    element('isDeleted', String(status === 'deleted' || status === 'removed')),
    element('isSpam', String(status === 'spam')),
    `<author>${element('name', guest?.name ?? member?.displayName ?? '')}<isAnonymous>${guest !== undefined}</isAnonymous>${member ? element('username', member.handle) : ''}</author>`,
    `<thread dsq:id="${threadId(comment)}" />`,
    ...(parentId ? [`<parent dsq:id="${attribute(postId(parentSource, parentId))}" />`] : []),
    '</post>\n',
  ].join('\n');
}

/** What came from Disqus has the id that it had there. */
const postId = (source: string | undefined, id: string) =>
  source?.startsWith(sourcePrefix) ? source.slice(sourcePrefix.length) : id;

type Name = { handle: string; displayName: string };

async function namesOf(comments: ExportedComment[], contexts: INestApplicationContext) {
  const ids = comments.flatMap(({ author }) => ('memberId' in author ? [author.memberId] : []));
  if (ids.length === 0) return new Map<string, Name>();
  const identity = contexts.get<IdentityApi>(IdentityApi as unknown as Type<IdentityApi>);
  const asked = { ids: [...new Set(ids)] };
  const { profiles } = await persistently(() => identity.profiles(asked, { deadlineMs }));
  return new Map<string, Name>(profiles.map((profile) => [profile.id, profile]));
}
