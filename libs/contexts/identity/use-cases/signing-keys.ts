import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { Settings, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { PublicKey } from '../contract';
import type { SigningKeyEntity } from '../persistence/signing-key.entity';
import { SigningKeyRepository } from '../persistence/signing-key.repository';

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

/** The keys that access tokens are signed with. Their private halves never leave this context. */
@Injectable()
export class SigningKeys {
  private readonly secret: Buffer;
  private current?: Promise<SigningKey>;

  constructor(
    private readonly keys: SigningKeyRepository,
    private readonly work: UnitOfWork,
    settings: Settings,
  ) {
    this.secret = settings.deriveKey('identity signing keys');
  }

  async publicKeys(): Promise<PublicKey[]> {
    await this.signing();
    return (await this.keys.all()).map(({ publicKey }) => publicKey);
  }

  signing(): Promise<SigningKey> {
    this.current ??= this.load().catch((error: unknown) => {
      this.current = undefined;
      throw error;
    });
    return this.current;
  }

  /** Replicas that start together may make a key each: every one is published, so each is good. */
  private async load(): Promise<SigningKey> {
    for (const stored of await this.keys.all()) {
      const privateKey = this.open(stored.privateKey);
      if (privateKey) return { kid: stored.kid, privateKey };
    }
    const { entity, key } = this.make();
    await this.work.run(() => this.keys.add(entity));
    return key;
  }

  private make(): { entity: SigningKeyEntity; key: SigningKey } {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = randomUUID();
    const jwk = PublicKey.parse({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' });
    const sealed = this.seal(privateKey.export({ format: 'der', type: 'pkcs8' }));
    return {
      entity: { kid, publicKey: jwk, privateKey: sealed, createdAt: new Date() },
      key: { kid, privateKey },
    };
  }

  private seal(plain: Buffer): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.secret, nonce);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Undefined for a key that was sealed under another SECRET_KEY: a new one takes its place. */
  private open(sealed: Buffer): KeyObject | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.secret, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(-16));
      const der = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    } catch {
      return undefined;
    }
  }
}
