import { isDeepStrictEqual } from 'node:util';
import { slugOf } from '@isomer/markup';
import { Injectable } from '@nestjs/common';
import { slugBase } from '../domain/slugs';
import type { PostEntity } from '../persistence/post.entity';
import { ListingRepository } from '../persistence/listing.repository';
import { PostRepository } from '../persistence/post.repository';
import { RevisionRepository } from '../persistence/revision.repository';
import { SlugRepository } from '../persistence/slug.repository';
import { rendered, tagsOf } from './article';

export interface Written {
  title?: string;
  body?: string;
  locale?: string;
  tags?: string[];
}

/** What was written in the form in which it is kept. */
export type Change = Partial<Pick<PostEntity, 'title' | 'body' | 'html' | 'excerpt' | 'locale' | 'tags'>>;

/** Makes of what was written what is kept of it. Before a unit of work, which others wait for. @throws InvalidArgument */
export function prepared({ title, body, locale, tags }: Written): Change {
  const change = {
    title,
    locale,
    tags: tags && tagsOf(tags),
    ...(body !== undefined && { body, ...rendered(body) }),
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

@Injectable()
export class ChangePost {
  constructor(
    private readonly posts: PostRepository,
    private readonly listing: ListingRepository,
    private readonly revisions: RevisionRepository,
    private readonly slugs: SlugRepository,
  ) {}

  /**
   * Changes a post that is locked. What is there already is no change, and no revision; nor is another slug a revision.
   * @param slug one that it is to have, whatever its title is
   */
  async change(post: PostEntity, change: Change, slug?: string): Promise<PostEntity> {
    const written = ['title', 'body', 'locale', 'tags'] as const;
    const differs = written.some((key) => change[key] && !isDeepStrictEqual(change[key], post[key]));
    if (!differs && (slug === undefined || slug === post.slug)) return post;
    if (differs) await this.revisions.keep(post);
    const changed = {
      ...change,
      slug: slug ?? (await this.slugFor(post, change.title)),
      ...(differs && { revision: post.revision + 1, updatedAt: new Date() }),
    };
    await this.posts.change(post.id, changed);
    if (change.tags) await this.listing.refresh(post.id);
    return { ...post, ...changed };
  }

  private async slugFor(post: PostEntity, title: string | undefined): Promise<string> {
    if (post.slug && !title) return post.slug;
    return this.slugs.renew(post.id, slugBase(slugOf(title ?? post.title)));
  }
}
