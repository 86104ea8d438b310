import { type Handler, startAfter } from '@isomer/framework';
import { pageAfter } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { PostsApi, RevisionQuery, RevisionSummary } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { RevisionRepository } from '../../persistence/revision.repository';
import { keptPost, reader } from '../own-post';

const Position = z.object({ revision: z.coerce.string().regex(/^\d{1,9}$/) });

@Injectable()
export class ListRevisions implements Handler<typeof PostsApi, 'revisions'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly revisions: RevisionRepository,
  ) {}

  async handle({ id, cursor, limit }: RevisionQuery): Promise<{ items: RevisionSummary[]; next?: string }> {
    const after = startAfter(cursor, Position);
    keptPost(await this.posts.find(id), reader());
    const rows = await this.revisions.list(id, limit + 1, after && Number(after.revision));
    return pageAfter(rows, limit, Position);
  }
}
