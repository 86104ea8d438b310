import { createPublicKey } from 'node:crypto';
import { Unauthenticated, runAs } from '@isomer/framework/edge';
import { Injectable } from '@nestjs/common';
import { decodeProtectedHeader } from 'jose';
import { IdentityApi } from '../contract';

/** Unknown keys are asked for at most this often, so that forged tokens cost identity nothing. */
const refreshEveryMs = 5_000;

/** The public keys of identity, fetched through its contract and kept until a token names one that is new. */
@Injectable()
export class KeyRing {
  private keys = new Map<string, string>();
  private loading?: Promise<void>;
  private loadedAt = -Infinity;

  constructor(private readonly identity: IdentityApi) {}

  /** PEM of the key that a token says it was signed with. @throws Unauthenticated, Unavailable */
  async keyOf(token: string): Promise<string> {
    const kid = kidOf(token);
    if (!this.keys.has(kid) && performance.now() - this.loadedAt > refreshEveryMs) await this.load();
    const key = this.keys.get(kid);
    if (!key) throw new Unauthenticated('The access token was signed with a key that is not ours');
    return key;
  }

  private load(): Promise<void> {
    this.loading ??= this.fetch().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async fetch(): Promise<void> {
    const { keys } = await runAs({ operation: 'load public keys' }, () => this.identity.publicKeys({}));
    const pem = (key: (typeof keys)[number]) =>
      createPublicKey({ key: { ...key }, format: 'jwk' })
        .export({ format: 'pem', type: 'spki' })
        .toString();
    this.keys = new Map(keys.map((key) => [key.kid, pem(key)]));
    this.loadedAt = performance.now();
  }
}

function kidOf(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? '';
  } catch {
    throw new Unauthenticated('The access token is not a JWT');
  }
}
