import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A family of refresh tokens: one log-in and what goes on with it. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @Column('timestamp with time zone', { name: 'begun_at', precision: 3 })
  begunAt!: Date;

  @Column('timestamp with time zone', { name: 'last_used_at', precision: 3 })
  lastUsedAt!: Date;

  /** Of its newest refresh token. */
  @Column('timestamp with time zone', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;
}
