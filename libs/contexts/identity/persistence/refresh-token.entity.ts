import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('refresh_token')
export class RefreshTokenEntity {
  /** SHA-256 of the token: what is stored cannot be used. */
  @PrimaryColumn('bytea')
  hash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** All tokens that descend from one log-in. */
  @Column('uuid')
  family!: string;

  @Column('timestamp with time zone', { name: 'expires_at', precision: 3 })
  expiresAt!: Date;

  @Column('timestamp with time zone', { name: 'used_at', precision: 3, nullable: true })
  usedAt!: Date | null;
}
