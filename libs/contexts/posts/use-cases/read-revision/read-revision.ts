import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type PostsApi, type Revision, RevisionNotFound } from '../../contract';
import { PostRepository } from '../../persistence/post.repository';
import { RevisionRepository } from '../../persistence/revision.repository';
import { keptPost, reader } from '../own-post';

@Injectable()
export class ReadRevision implements Handler<typeof PostsApi, 'revision'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly revisions: RevisionRepository,
  ) {}

  async handle({ id, revision }: { id: string; revision: number }): Promise<Revision> {
    keptPost(await this.posts.find(id), reader());
    const found = await this.revisions.find(id, revision);
    if (!found) throw new RevisionNotFound();
    return found;
  }
}
