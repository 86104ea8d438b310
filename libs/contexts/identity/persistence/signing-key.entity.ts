import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PublicKey } from '../contract';

@Entity('signing_key')
export class SigningKeyEntity {
  @PrimaryColumn('text')
  kid!: string;

  @Column('jsonb', { name: 'public_key' })
  publicKey!: PublicKey;

  /** PKCS #8, encrypted with a key that follows from SECRET_KEY. */
  @Column('bytea', { name: 'private_key' })
  privateKey!: Buffer;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3 })
  createdAt!: Date;
}
