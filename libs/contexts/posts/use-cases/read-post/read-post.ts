import { type Handler, memberId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Post, PostNotFound, type PostsApi } from '../../contract';
import { maySee } from '../../domain/visibility';
import { PostRepository } from '../../persistence/post.repository';

@Injectable()
export class ReadPost implements Handler<typeof PostsApi, 'read'> {
  constructor(private readonly posts: PostRepository) {}

  async handle({ id }: { id: string }): Promise<Post> {
    const post = await this.posts.find(id);
    if (!post || !maySee(post, memberId())) throw new PostNotFound();
    return post;
  }
}
