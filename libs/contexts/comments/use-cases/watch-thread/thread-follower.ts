import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Watched } from '../../contract';
import { ArrivalRepository } from '../../persistence/arrival.repository';
import { FollowedThread } from './followed-thread';

/** The threads that somebody watches from this process. */
@Injectable()
export class ThreadFollower implements BeforeApplicationShutdown {
  private readonly followed = new Map<string, FollowedThread>();
  private closing = false;

  constructor(private readonly arrivals: ArrivalRepository) {}

  /** Comments as they come, after a position or from now on, until `signal` aborts or the process ends. */
  async *read(
    threadId: string,
    after: number | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Watched, void> {
    const last = await this.arrivals.lastPosition(threadId);
    const thread = this.join(threadId, last);
    try {
      let position = after ?? last;
      while (true) {
        const { comments, upTo } = await thread.after(position);
        yield* comments;
        position = upTo;
        if (!(await thread.more(position, signal))) return;
      }
    } finally {
      this.leave(threadId, thread);
    }
  }

  /** Something was added here. */
  tell(threadId: string): void {
    this.followed.get(threadId)?.look();
  }

  /** Before connections are waited for: those who watch ask another process. */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const thread of this.followed.values()) thread.end();
  }

  private join(threadId: string, last: number): FollowedThread {
    let thread = this.followed.get(threadId);
    if (!thread || thread.isOver) {
      thread = new FollowedThread(last, {
        lastPosition: () => this.arrivals.lastPosition(threadId),
        after: (position, limit) => this.arrivals.after(threadId, position, limit),
      });
      if (this.closing) thread.end();
      this.followed.set(threadId, thread);
    }
    thread.readers += 1;
    return thread;
  }

  private leave(threadId: string, thread: FollowedThread): void {
    thread.readers -= 1;
    if (thread.readers > 0) return;
    thread.end();
    if (this.followed.get(threadId) === thread) this.followed.delete(threadId);
  }
}
