import { ApiCall, Settings } from '@isomer/framework/edge';
import { IdentityApi, withAuthors } from '@isomer/identity/contract';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PostsApi } from '../contract';
import { Addresses } from './addresses';
import { type FeedFormat, feedFormats, feedTypes, writeFeed } from './feed';
import { FeedOfPosts } from './inputs';

const Format = z.enum(feedFormats).meta({ description: 'What it is written as', examples: ['rss'] });

@ApiTags('Posts')
@Controller('feeds')
export class FeedsController {
  private readonly addresses: Addresses;

  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
    settings: Settings,
  ) {
    this.addresses = new Addresses(settings.publicUrl);
  }

  @Get('posts.:format')
  @ApiProduces(...Object.values(feedTypes))
  @ApiCall(PostsApi, 'feed', {
    summary: 'Subscribe to posts',
    description:
      'The thirty newest posts as RSS 2.0, Atom 1.0 or JSON Feed 1.1. Long ones have an excerpt alone.',
    response: z.string(),
  })
  async feed(
    @Param('format', { schema: Format }) format: FeedFormat,
    @Query({ schema: FeedOfPosts }) query: FeedOfPosts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { items } = await this.posts.feed(query);
    void reply.header('Content-Type', `${feedTypes[format]}; charset=utf-8`);
    return writeFeed(await withAuthors(this.identity, items), { format, query, addresses: this.addresses });
  }
}
