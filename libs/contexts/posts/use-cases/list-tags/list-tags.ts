import { type Handler, startAfter } from '@isomer/framework';
import { pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { PostsApi, TagCount, TagQuery } from '../../contract';
import { ListingRepository } from '../../persistence/listing.repository';

const Position = z.object({ tag: z.string() });

@Injectable()
export class ListTags implements Handler<typeof PostsApi, 'tags'> {
  constructor(private readonly listing: ListingRepository) {}

  async handle({ cursor, limit }: TagQuery): Promise<{ items: TagCount[]; next?: string }> {
    const after = startAfter(cursor, Position)?.tag ?? '';
    return pageAfter(await this.listing.tags(limit + 1, after), limit, Position);
  }
}
