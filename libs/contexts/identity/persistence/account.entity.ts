import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../domain/roles';

@Entity('account')
export class AccountEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  handle!: string;

  /** What no two handles share that look alike; null for those that were there before, and for imported authors. */
  @Column('text', { nullable: true })
  skeleton!: string | null;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  @Column('text', { nullable: true })
  bio!: string | null;

  @Column('text', { name: 'avatar_url', nullable: true })
  avatarUrl!: string | null;

  /** Counts the changes of what its owner says of themselves, from 1 on. */
  @Column('integer')
  revision!: number;

  /** Argon2id in PHC format; null for an author of imported content, who cannot log in. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('text')
  role!: Role;

  @Column('timestamp with time zone', { name: 'joined_at', precision: 3 })
  joinedAt!: Date;

  /** Null for one who is not suspended, and for nobody else. */
  @Column('timestamp with time zone', { name: 'suspended_at', precision: 3, nullable: true })
  suspendedAt!: Date | null;

  @Column('timestamp with time zone', { name: 'suspended_until', precision: 3, nullable: true })
  suspendedUntil!: Date | null;

  @Column('text', { name: 'suspension_reason', nullable: true })
  suspensionReason!: string | null;

  /** Null for the platform. */
  @Column('uuid', { name: 'suspended_by', nullable: true })
  suspendedBy!: string | null;
}
