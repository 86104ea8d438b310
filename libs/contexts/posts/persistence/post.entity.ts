import { Column, Entity, PrimaryColumn } from 'typeorm';

const time = (name: string) => ({ name, precision: 3, nullable: true });

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

  /** Made of the body when it is written. Null where a version of before has written it, empty where it is too long. */
  @Column('text', { nullable: true })
  html!: string | null;

  @Column('text', { nullable: true })
  excerpt!: string | null;

  @Column('text')
  locale!: string;

  @Column('text', { array: true, default: () => "'{}'" })
  tags!: string[];

  /** The last of its slugs. */
  @Column('text', { nullable: true })
  slug!: string | null;

  @Column('int', { default: 1 })
  revision!: number;

  /** What it is called where it was imported from. */
  @Column('text', { nullable: true })
  source!: string | null;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3 })
  createdAt!: Date;

  /** When what was written last changed, if it has. */
  @Column('timestamp with time zone', time('updated_at'))
  updatedAt!: Date | null;

  /** Null for a draft. */
  @Column('timestamp with time zone', time('published_at'))
  publishedAt!: Date | null;

  /** When a draft is to be published. */
  @Column('timestamp with time zone', time('publish_at'))
  publishAt!: Date | null;

  @Column('timestamp with time zone', time('deleted_at'))
  deletedAt!: Date | null;

  /** Null where that was the platform itself. */
  @Column('uuid', { name: 'deleted_by', nullable: true })
  deletedBy!: string | null;

  /** When what is deleted was published, if it was: who does not know of deletion takes it for a draft. */
  @Column('timestamp with time zone', time('published_before'))
  publishedBefore!: Date | null;

  @Column('int', { name: 'comment_count', default: 0 })
  commentCount!: number;
}
