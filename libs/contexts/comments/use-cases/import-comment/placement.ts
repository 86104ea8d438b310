import { Injectable } from '@nestjs/common';
import { ParentUnknown } from '../../contract';
import { mayAnswer } from '../../domain/nesting';
import { HiddenTextRepository } from '../../persistence/hidden-text.repository';
import { ImportedCommentRepository } from '../../persistence/imported-comment.repository';

/** Where an imported comment is, and where its text is if it is not shown. */
@Injectable()
export class Placement {
  constructor(
    private readonly imported: ImportedCommentRepository,
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
}
