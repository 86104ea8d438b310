import { Injectable } from '@nestjs/common';
import { PostsApi } from '@isomer/posts/contract';
import { type Thread, ThreadNotFound } from '../contract';
import { toThread } from '../persistence/to-thread';
import { ThreadRepository } from '../persistence/thread.repository';

/** Threads as callers know them: a published post has one from the start, though it is made with its first comment. */
@Injectable()
export class Threads {
  constructor(
    private readonly posts: PostsApi,
    private readonly threads: ThreadRepository,
  ) {}

  /** @throws ThreadNotFound */
  async find(id: string): Promise<Thread> {
    const thread = await this.threads.find(id);
    if (thread && !thread.hidden) return toThread(thread);
    await this.assertPublished(id);
    return unopened(id);
  }

  /** The same for who is to write to it, which asks anew whether the post is published. @throws ThreadNotFound */
  async findToWrite(id: string): Promise<Thread> {
    const thread = await this.threads.find(id);
    if (!thread || thread.postId !== null) await this.assertPublished(id);
    return thread ? toThread(thread) : unopened(id);
  }

  private async assertPublished(id: string): Promise<void> {
    const { posts } = await this.posts.summaries({ ids: [id] });
    if (posts.length === 0) throw new ThreadNotFound();
  }
}

function unopened(postId: string): Thread {
  return { id: postId, postId, commentCount: 0, lastPosition: 0, locked: false };
}
