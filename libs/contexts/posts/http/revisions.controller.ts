import { ApiCall, Paginated } from '@isomer/framework/edge';
import { IdentityApi } from '@isomer/identity/contract';
import { Controller, Get, Param, Post as HttpPost, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PostsApi } from '../contract';
import { PostId, RevisionListQuery, RevisionOfPost } from './inputs';
import { RevisionPage, RevisionView } from './revision-views';
import { PostView, viewOf } from './views';

@ApiTags('Posts')
@Controller('v1/posts/:id/revisions')
export class RevisionsController {
  constructor(
    private readonly posts: PostsApi,
    private readonly identity: IdentityApi,
  ) {}

  @Get()
  @Paginated()
  @ApiCall(PostsApi, 'revisions', {
    summary: 'List the revisions of a post',
    description:
      'What was written of a post of yours, or as a moderator of any, newest first: what it is now and the last fifty that it was.',
    response: RevisionPage,
  })
  list(
    @Param('id', { schema: PostId }) id: string,
    @Query({ schema: RevisionListQuery }) query: RevisionListQuery,
  ): Promise<RevisionPage> {
    return this.posts.revisions({ ...query, id });
  }

  @Get(':revision')
  @ApiCall(PostsApi, 'revision', {
    summary: 'Read a revision of a post',
    description: 'What was written of a post of yours, or as a moderator of any.',
    response: RevisionView,
  })
  read(
    @Param('id', { schema: PostId }) id: string,
    @Param('revision', { schema: RevisionOfPost }) revision: number,
  ): Promise<RevisionView> {
    return this.posts.revision({ id, revision });
  }

  @HttpPost(':revision/restore')
  @ApiCall(PostsApi, 'restoreRevision', {
    summary: 'Restore a revision of a post',
    description: 'Edits a post of yours back to what it was, which makes a new revision.',
    status: 200,
    revision: 'revision',
    response: PostView,
  })
  async restore(
    @Param('id', { schema: PostId }) id: string,
    @Param('revision', { schema: RevisionOfPost }) revision: number,
  ): Promise<PostView> {
    return viewOf(this.identity, await this.posts.restoreRevision({ id, revision }));
  }
}
