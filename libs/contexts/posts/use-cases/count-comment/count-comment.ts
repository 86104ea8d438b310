import { CommentPosted } from '@isomer/comments/contract';
import { type EventHandler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { ListingRepository } from '../../persistence/listing.repository';

/** Keeps the number of comments beside the post, so that a list of posts asks nobody for it. */
@Injectable()
export class CountComment implements EventHandler<typeof CommentPosted> {
  constructor(
    private readonly listing: ListingRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle({ postId }: CommentPosted): Promise<void> {
    return this.work.run(() => this.listing.countComment(postId));
  }
}
