import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { CommentNotFound, type CommentsApi, type NewVote, OwnComment, type Votes } from '../../contract';
import { CommentRepository } from '../../persistence/comment.repository';
import { VoteRepository } from '../../persistence/vote.repository';

@Injectable()
export class VoteOnComment implements Handler<typeof CommentsApi, 'vote'> {
  constructor(
    private readonly comments: CommentRepository,
    private readonly votes: VoteRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ commentId, value }: NewVote): Promise<Votes> {
    const voter = callerId();
    return this.work.run(async () => {
      const comment = await this.comments.holdShown(commentId);
      if (comment?.status !== 'visible') throw new CommentNotFound();
      if (comment.authorId === voter) throw new OwnComment();
      return { ...(await this.votes.cast(commentId, voter, value)), vote: value };
    });
  }
}
