import { type Handler, UnitOfWork, callerId } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { slugOf } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import type { NewPost, Post, PostsApi } from '../../contract';
import { slugBase } from '../../domain/slugs';
import { PostRepository } from '../../persistence/post.repository';
import { toPost } from '../../persistence/post-values';
import { SlugRepository } from '../../persistence/slug.repository';
import { rendered, tagsOf } from '../article';

@Injectable()
export class WritePost implements Handler<typeof PostsApi, 'write'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly slugs: SlugRepository,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ tags = [], ...input }: NewPost): Promise<Post> {
    const now = new Date();
    const post = {
      ...input,
      ...rendered(input.body),
      tags: tagsOf(tags),
      id: newId(now.getTime()),
      authorId: callerId(),
      revision: 1,
      source: null,
      createdAt: now,
      updatedAt: null,
      publishedAt: null,
      publishAt: null,
      deletedAt: null,
      deletedBy: null,
      publishedBefore: null,
      commentCount: 0,
    };
    return this.work.run(async () => {
      const slug = await this.slugs.take(post.id, slugBase(slugOf(post.title)));
      await this.posts.add({ ...post, slug });
      return toPost({ ...post, slug });
    });
  }
}
