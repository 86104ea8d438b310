import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { slugOf } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import type { ImportResult, ImportedPost, PostsApi } from '../../contract';
import { slugBase } from '../../domain/slugs';
import type { PostEntity } from '../../persistence/post.entity';
import { ListingRepository } from '../../persistence/listing.repository';
import { PostRepository } from '../../persistence/post.repository';
import { SlugRepository } from '../../persistence/slug.repository';
import { type Change, ChangePost, prepared } from '../change-post';
import { importedSlug } from './imported-slug';

@Injectable()
export class ImportPost implements Handler<typeof PostsApi, 'import'> {
  constructor(
    private readonly posts: PostRepository,
    private readonly slugs: SlugRepository,
    private readonly listing: ListingRepository,
    private readonly changes: ChangePost,
    private readonly work: UnitOfWork,
  ) {}

  /** Adds what was not imported before, or updates it where something differs. */
  async handle({ publishedAt, slug: slugThere, ...imported }: ImportedPost): Promise<ImportResult> {
    const date = publishedAt ? new Date(publishedAt) : undefined;
    const base = slugThere === undefined ? undefined : importedSlug(slugThere);
    const change = prepared(imported);
    return this.work.run(async () => {
      const { source } = imported;
      const known = await this.posts.findForUpdate({ source });
      if (known) return this.update(known, { change, date, base });
      const post = newPost(imported, change, date ?? new Date());
      if (await this.posts.addImported(post)) {
        const slug = await this.slugs.take(post.id, base ?? slugBase(slugOf(post.title)));
        await this.posts.change(post.id, { slug });
        await this.listing.refresh(post.id);
        return { id: post.id, outcome: 'created', slug };
      }
      // Somebody imported the same at the same time, and was first.
      const other = await this.posts.findForUpdate({ source });
      return this.update(other!, { change, date, base });
    });
  }

  /** What its author has taken back is not published by importing it again. */
  private async update(known: PostEntity, { change, date, base }: Import): Promise<ImportResult> {
    const { id } = known;
    const slug = base === undefined || base === known.slug ? base : await this.slugs.claim(id, base);
    const changed = await this.changes.change(known, change, slug);
    const moved = !!date && !!known.publishedAt && known.publishedAt.getTime() !== date.getTime();
    if (moved) await this.posts.change(id, { publishedAt: date, createdAt: date });
    const outcome = changed !== known || moved ? 'updated' : 'unchanged';
    return { id, outcome, slug: changed.slug ?? undefined };
  }
}

interface Import {
  change: Change;
  date?: Date;
  /** Of the slug that it had elsewhere. */
  base?: string;
}

function newPost(
  { tags: _, ...imported }: Omit<ImportedPost, 'publishedAt' | 'slug'>,
  change: Change,
  date: Date,
): PostEntity {
  return {
    html: null,
    excerpt: null,
    tags: [],
    ...imported,
    ...change,
    id: newId(),
    slug: null,
    revision: 1,
    createdAt: date,
    updatedAt: null,
    publishedAt: date,
    publishAt: null,
    deletedAt: null,
    deletedBy: null,
    publishedBefore: null,
    commentCount: 0,
  };
}
