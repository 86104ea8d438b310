import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('vote')
export class VoteEntity {
  @PrimaryColumn('uuid', { name: 'comment_id' })
  commentId!: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('smallint')
  value!: 1 | -1;
}
