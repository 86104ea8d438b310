import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { CommentNotFound, type CommentsApi, type Votes } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { VoteRepository } from '../../persistence/vote.repository';

@Injectable()
export class WithdrawVote implements Handler<typeof CommentsApi, 'withdrawVote'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly votes: VoteRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ commentId }: { commentId: string }): Promise<Votes> {
    const voter = callerId();
    return this.work.run(async () => {
      const comment = await this.comments.holdShown(commentId);
      if (comment?.status !== 'visible') throw new CommentNotFound();
      return this.votes.withdraw(commentId, voter);
    });
  }
}
