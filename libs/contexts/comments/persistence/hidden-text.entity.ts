import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a comment said that is not shown, until it is purged. */
@Entity('hidden_text')
export class HiddenTextEntity {
  @PrimaryColumn('uuid', { name: 'comment_id' })
  commentId!: string;

  @Column('text')
  body!: string;

  @Column('timestamp with time zone', { name: 'hidden_at', precision: 3 })
  hiddenAt!: Date;
}
