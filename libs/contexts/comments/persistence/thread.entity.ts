import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What comments belong to: a post, or a page elsewhere. */
@Entity('thread')
export class ThreadEntity {
  /** That of the post, if it is one's. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'post_id', nullable: true })
  postId!: string | null;

  /** The one address of the page. */
  @Column('text', { nullable: true })
  url!: string | null;

  /** Its address as it was first given. */
  @Column('text', { name: 'given_url', nullable: true })
  givenUrl!: string | null;

  @Column('text', { nullable: true })
  title!: string | null;

  /** Of those that are visible. */
  @Column('int', { name: 'comment_count' })
  commentCount!: number;

  @Column('int', { name: 'last_position' })
  lastPosition!: number;

  /** Since when it takes no more comments. */
  @Column('timestamp with time zone', { name: 'locked_at', precision: 3, nullable: true })
  lockedAt!: Date | null;

  /** While its post is there for nobody. */
  @Column('boolean')
  hidden!: boolean;
}
