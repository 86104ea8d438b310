import { UnitOfWork } from '@isomer/framework';
import { renderComment } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import { CommentsCounted, withdrawn } from '../contract';
import type { CommentEntity, Status } from '../persistence/comment.entity';
import { CommentRepository } from '../persistence/comment.repository';
import { HiddenTextRepository } from '../persistence/hidden-text.repository';
import { ThreadRepository } from '../persistence/thread.repository';

/** Hides comments and shows them again, so that what is counted is what is shown. */
@Injectable()
export class Visibility {
  constructor(
    private readonly comments: CommentRepository,
    private readonly threads: ThreadRepository,
    private readonly texts: HiddenTextRepository,
    private readonly work: UnitOfWork,
  ) {}

  /** A comment as it is, which nobody replies to, hides or shows until the unit of work ends. */
  async hold(id: string): Promise<CommentEntity | null> {
    const known = await this.comments.find(id);
    // The thread first, like everybody who adds to it: so nobody waits for who waits for them.
    if (!known || !(await this.threads.hold(known.threadId))) return null;
    return this.comments.hold(id);
  }

  /** Of a comment that is held and visible. */
  async hide(comment: CommentEntity, status: Exclude<Status, 'visible'>): Promise<void> {
    await this.texts.keep({ commentId: comment.id, body: comment.body, hiddenAt: new Date() });
    await this.comments.show(comment.id, status, withdrawn, null);
    await this.recount(comment, status);
  }

  /** Of a comment that is held. Resolves with whether what it said is kept. */
  async show(comment: CommentEntity): Promise<boolean> {
    const text = await this.texts.take(comment.id);
    if (!text) return false;
    await this.comments.show(comment.id, 'visible', text.body, renderComment(text.body));
    await this.recount(comment, 'visible');
    return true;
  }

  /** Counts what a change of status shows or hides. */
  async recount({ threadId, postId, parentId, status: before }: Counted, status: Status): Promise<void> {
    const replies = Number(status !== 'spam') - Number(before !== 'spam');
    if (parentId && replies !== 0) await this.comments.countReply(parentId, replies);
    const visible = Number(status === 'visible') - Number(before === 'visible');
    if (visible === 0) return;
    const count = await this.threads.count(threadId, visible);
    if (postId !== null) this.work.publish(CommentsCounted, { postId, count });
  }
}

export type Counted = Pick<CommentEntity, 'threadId' | 'postId' | 'parentId' | 'status'>;
