import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PostPublished, PostWithdrawn } from '../contract';
import { ListingRepository } from '../persistence/listing.repository';

/** Tells what follows from a post's being there for everybody, or not any more. In the unit of work that changes it. */
@Injectable()
export class Publication {
  constructor(
    private readonly listing: ListingRepository,
    private readonly work: UnitOfWork,
  ) {}

  async appeared(postId: string): Promise<void> {
    await this.listing.refresh(postId);
    this.work.publish(PostPublished, { postId });
  }

  async withdrawn(postId: string): Promise<void> {
    await this.listing.refresh(postId);
    this.work.publish(PostWithdrawn, { postId });
  }
}
