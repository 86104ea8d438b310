import { createHash } from 'node:crypto';
import { Aborted, type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { PostsApi } from '@isomer/posts/contract';
import { CommentsCounted, type CommentsApi, type ImportOutcome, type ImportedComment } from '../../contract';
import type { Status } from '../../persistence/comment.entity';
import { CommentRepository } from '../../persistence/comment.repository';
import { ImportedCommentRepository, type Known, idOf } from '../../persistence/imported-comment.repository';
import type { ThreadEntity } from '../../persistence/thread.entity';
import { ThreadRepository } from '../../persistence/thread.repository';
import { assertPublished } from '../published-post';
import { pageOf } from '../page-of';
import { Visibility } from '../visibility';
import { Placement } from './placement';
import { writtenAs } from './written-as';

@Injectable()
export class ImportComment implements Handler<typeof CommentsApi, 'import'> {
  constructor(
    private readonly posts: PostsApi,
    private readonly comments: CommentRepository,
    private readonly imported: ImportedCommentRepository,
    private readonly threads: ThreadRepository,
    private readonly placement: Placement,
    private readonly visibility: Visibility,
    private readonly work: UnitOfWork,
  ) {}

  async handle(comment: ImportedComment): Promise<ImportOutcome> {
    const digest = digestOf(comment);
    const known = await this.imported.bySource(comment.source);
    if (known && isUpToDate(known, digest)) return this.work.run(async () => unchanged(known));
    const { thread } = comment;
    const target = 'url' in thread ? pageOf(thread.url, '/thread/url', thread.title) : thread.postId;
    // A post whose thread is there was published when that was made.
    if (!known && typeof target === 'string' && !(await this.threads.find(target)))
      await assertPublished(this.posts, target);
    return this.work.run(async () => {
      const held = known
        ? (await this.threads.hold(known.threadId))!
        : typeof target === 'string'
          ? await this.threads.ofPost(target)
          : await this.threads.ofPage(newId(), target);
      // Another import of it may have been under way until the thread was held.
      const now = await this.imported.bySource(comment.source);
      if (now && isUpToDate(now, digest)) return unchanged(now);
      return now ? this.change(now, comment, digest) : this.create(held, comment, digest);
    });
  }

  private async create(
    thread: ThreadEntity,
    comment: ImportedComment,
    digest: string,
  ): Promise<ImportOutcome> {
    const { source, parentSource, editedAt, up, down } = comment;
    if (comment.threadLocked && thread.lockedAt === null) await this.threads.lock(thread.id, new Date());
    const { hidden, ...written } = writtenAs(comment, statusOf(comment));
    const parent = await this.placement.parent(thread.id, parentSource);
    const { commentCount, lastPosition } = (await this.threads.place(thread.id, {
      isVisible: written.status === 'visible',
    }))!;
    const ownId = idOf(source);
    const id = ownId ?? newId(written.createdAt.getTime());
    const added = await this.comments.add({
      ...written,
      id,
      threadId: thread.id,
      postId: thread.postId,
      position: lastPosition,
      parentId: parent?.id ?? null,
      depth: parent ? parent.depth + 1 : 0,
      // What keeps its id is known by that.
      source: ownId === undefined ? source : null,
      sourceDigest: digest,
      editedAt: editedAt === undefined ? null : new Date(editedAt),
      up,
      down,
    });
    if (!added) throw new Aborted('The same comment is being imported into another thread');
    await this.placement.hide(id, hidden);
    // No `comments.posted`: nobody wants to hear of what was said years ago.
    if (thread.postId !== null)
      this.work.publish(CommentsCounted, { postId: thread.postId, count: commentCount });
    return { id, outcome: 'created' };
  }

  private async change(known: Known, comment: ImportedComment, digest: string): Promise<ImportOutcome> {
    // What a moderator has removed stays so, whatever it says now.
    const { hidden, ...written } = writtenAs(
      comment,
      known.status === 'removed' ? 'removed' : statusOf(comment),
    );
    await this.imported.change({ ...written, id: known.id, sourceDigest: digest });
    await this.placement.hide(known.id, hidden);
    await this.visibility.recount(known, written.status);
    return { id: known.id, outcome: 'updated' };
  }
}

function statusOf({ status, removed }: ImportedComment): Status {
  return status === 'deleted' && removed ? 'removed' : status;
}

/** Of all that is said of the comment itself. */
function digestOf({ threadLocked: _, ...comment }: ImportedComment): string {
  return createHash('sha256').update(JSON.stringify(comment)).digest('base64url');
}

/** What was never imported was written here, and is as it is. */
function isUpToDate({ sourceDigest }: Known, digest: string): boolean {
  return sourceDigest === null || sourceDigest === digest;
}

function unchanged({ id }: Known): ImportOutcome {
  return { id, outcome: 'unchanged' };
}
