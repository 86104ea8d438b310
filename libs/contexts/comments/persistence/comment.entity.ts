import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Status = 'visible' | 'deleted' | 'removed' | 'spam';

@Entity('comment')
export class CommentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'thread_id' })
  threadId!: string;

  /** The post, of a comment on one; its thread has the same id. */
  @Column('uuid', { name: 'post_id', nullable: true })
  postId!: string | null;

  /** Its number in its thread, in the order of commits. */
  @Column('int')
  position!: number;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  /** 0 for a comment on the thread itself, one more for each reply above. */
  @Column('int')
  depth!: number;

  /** Nobody for a guest. */
  @Column('uuid', { name: 'author_id' })
  authorId!: string;

  @Column('text', { name: 'guest_name', nullable: true })
  guestName!: string | null;

  @Column('text', { name: 'guest_url', nullable: true })
  guestUrl!: string | null;

  @Column('text', { name: 'guest_email_hash', nullable: true })
  guestEmailHash!: string | null;

  /** Of a comment that is not visible its text is in {@link HiddenTextEntity}, so that nothing shows it by mistake. */
  @Column('text')
  status!: Status;

  @Column('text')
  body!: string;

  /** Of comments that the version before wrote it is missing. */
  @Column('text', { nullable: true })
  html!: string | null;

  @Column('int', { name: 'reply_count' })
  replyCount!: number;

  @Column('int')
  up!: number;

  @Column('int')
  down!: number;

  @Column('int')
  revision!: number;

  @Column('timestamp with time zone', { name: 'edited_at', precision: 3, nullable: true })
  editedAt!: Date | null;

  @Column('text', { nullable: true })
  source!: string | null;

  /** Of what was imported last, so that the same again changes nothing. */
  @Column('text', { name: 'source_digest', nullable: true })
  sourceDigest!: string | null;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3 })
  createdAt!: Date;
}
