import { Injectable } from '@nestjs/common';
import { ParentUnknown } from '../../contract';
import { mayAnswer } from '../../domain/nesting';
import type { Status } from '../../persistence/comment.entity';
import { CommentRepository } from '../../persistence/comment.repository';
import { HiddenTextRepository } from '../../persistence/hidden-text.repository';
import { ImportedCommentRepository, type Known } from '../../persistence/imported-comment.repository';
import { ThreadRepository } from '../../persistence/thread.repository';

/** Where an imported comment is, and what follows for those around it. */
@Injectable()
export class Placement {
  constructor(
    private readonly comments: CommentRepository,
    private readonly imported: ImportedCommentRepository,
    private readonly threads: ThreadRepository,
    private readonly texts: HiddenTextRepository,
  ) {}

  /**
   * The comment that one answers; of a deeper nesting than ours the last that may be answered.
   * @throws ParentUnknown
   */
  async parent(
    threadId: string,
    source: string | undefined,
  ): Promise<{ id: string; depth: number } | undefined> {
    if (source === undefined) return undefined;
    const parent = await this.imported.bySource(source);
    if (parent?.threadId !== threadId) throw new ParentUnknown();
    return mayAnswer(parent.depth) ? parent : { id: parent.parentId!, depth: parent.depth - 1 };
  }

  async hide(commentId: string, text: { body: string; hiddenAt: Date } | undefined): Promise<void> {
    if (text) await this.texts.keep({ commentId, ...text });
    else await this.texts.take(commentId);
  }

  /** Counts what a change of status shows or hides. Resolves with what its thread has then, if that is another number. */
  async recount({ threadId, parentId, status: before }: Known, status: Status): Promise<number | undefined> {
    const replies = Number(status !== 'spam') - Number(before !== 'spam');
    if (parentId && replies !== 0) await this.comments.countReply(parentId, replies);
    const visible = Number(status === 'visible') - Number(before === 'visible');
    return visible === 0 ? undefined : this.threads.count(threadId, visible);
  }
}
