import { ApiCall, Settings } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PostNotFound, PostsApi } from '../contract';
import { Addresses } from './addresses';
import { OEmbedQuery, SlugOfPost } from './inputs';
import { OEmbed } from './oembed';
import { pagePolicy, postPage } from './post-page';
import { viewOf } from './views';

@ApiTags('Posts')
@Controller()
export class PagesController {
  private readonly addresses: Addresses;

  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
    settings: Settings,
  ) {
    this.addresses = new Addresses(settings.publicUrl);
  }

  @Get('posts/:slug')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', pagePolicy)
  @ApiProduces('text/html')
  @ApiCall(PostsApi, 'page', {
    summary: 'Show a post as a page',
    description:
      'A published post as a page without any script, for who follows a link and for programs that show where it leads. By a slug of before, too: the page names its address.',
    response: z.string(),
  })
  async page(@Param('slug', { schema: SlugOfPost }) slug: string): Promise<string> {
    return postPage(await viewOf(this.identity, await this.posts.page({ slug })), this.addresses);
  }

  @Get('oembed')
  @ApiCall(PostsApi, 'card', {
    summary: 'Tell what a link to a post shows',
    description: 'oEmbed 1.0 for the page of a published post: its title, its author and the platform.',
    response: OEmbed,
  })
  async oembed(@Query({ schema: OEmbedQuery }) { url }: OEmbedQuery): Promise<OEmbed> {
    const slug = SlugOfPost.safeParse(this.addresses.slugIn(url)).data;
    if (slug === undefined) throw new PostNotFound();
    const { title, author } = await viewOf(this.identity, await this.posts.card({ slug }));
    return {
      version: '1.0',
      type: 'link',
      title,
      author_name: author?.displayName,
      provider_name: 'Isomer',
      provider_url: this.addresses.platform,
    };
  }
}
