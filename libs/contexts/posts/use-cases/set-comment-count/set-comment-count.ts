import { CommentsCounted } from '@isomer/comments/contract';
import { type EventHandler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { ListingRepository } from '../../persistence/listing.repository';

/** Takes a post's number of comments as it is, whatever it was thought to be. */
@Injectable()
export class SetCommentCount implements EventHandler<typeof CommentsCounted> {
  constructor(
    private readonly listing: ListingRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ postId, count }: CommentsCounted): Promise<void> {
    return this.work.run(() => this.listing.setCommentCount(postId, count));
  }
}
