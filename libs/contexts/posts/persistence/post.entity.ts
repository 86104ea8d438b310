import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('post')
export class PostEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'author_id' })
  authorId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  body!: string;

  @Column('text')
  locale!: string;

  /** What it is called where it was imported from. */
  @Column('text', { nullable: true })
  source!: string | null;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** Null for a draft. */
  @Column('timestamp with time zone', { name: 'published_at', precision: 3, nullable: true })
  publishedAt!: Date | null;

  /** When a draft is to be published. */
  @Column('timestamp with time zone', { name: 'publish_at', precision: 3, nullable: true })
  publishAt!: Date | null;

  @Column('int', { name: 'comment_count', default: 0 })
  commentCount!: number;
}
