import { ApiCall, body } from '@isomer/framework/edge';
import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CommentsApi, VoteValue, type Votes } from '../contract';
import { CommentId } from './parameters';

const Vote = z.object({ value: VoteValue }).meta({ examples: [{ value: 1 }] });

@ApiTags('Comments')
@Controller('v1/comments/:commentId/vote')
export class VotesController {
  constructor(private readonly comments: CommentsApi) {}

  @Put()
  @ApiCall(CommentsApi, 'vote', {
    summary: 'Vote on a comment',
    description:
      'For (1) or against (-1) a comment of somebody else. Another vote takes the place of the one before.',
    status: 200,
  })
  vote(
    @Param('commentId', { schema: CommentId }) commentId: string,
    @Body({ schema: body(Vote) }) { value }: z.infer<typeof Vote>,
  ): Promise<Votes> {
    return this.comments.vote({ commentId, value });
  }

  @Delete()
  @ApiCall(CommentsApi, 'withdrawVote', {
    summary: 'Withdraw a vote',
    description: 'Takes back the vote on a comment, if there is one.',
    status: 200,
  })
  withdraw(@Param('commentId', { schema: CommentId }) commentId: string): Promise<Votes> {
    return this.comments.withdrawVote({ commentId });
  }
}
