import { UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { renderComment } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import { type Comment, CommentPosted, ThreadLocked } from '../contract';
import { toComment } from '../persistence/comment-row';
import { CommentRepository } from '../persistence/comment.repository';
import type { ThreadEntity } from '../persistence/thread.entity';

const fresh = {
  guestName: null,
  guestUrl: null,
  status: 'visible',
  replyCount: 0,
  up: 0,
  down: 0,
  revision: 1,
  editedAt: null,
} as const;

/** Adds what the caller says to a thread in which it has been given a place. @throws ThreadLocked */
@Injectable()
export class AddComment {
  constructor(
    private readonly comments: CommentRepository,
    private readonly work: UnitOfWork,
  ) {}

  async to(
    { id: threadId, postId, lastPosition: position, lockedAt }: ThreadEntity,
    body: string,
    parent?: { id: string; depth: number },
  ): Promise<Comment> {
    if (lockedAt) throw new ThreadLocked();
    const createdAt = new Date();
    const comment = {
      id: newId(createdAt.getTime()),
      threadId,
      postId,
      position,
      parentId: parent?.id ?? null,
      depth: parent ? parent.depth + 1 : 0,
      authorId: callerId(),
      body,
      html: renderComment(body),
      createdAt,
    };
    await this.comments.add(comment);
    const added = toComment({ ...comment, ...fresh });
    // Those who handle it know posts alone.
    if (postId !== null) this.work.publish(CommentPosted, added);
    return added;
  }
}
