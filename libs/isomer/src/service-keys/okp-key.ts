import { type KeyObject, createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/** Ed25519 signs (RFC 8032), X25519 agrees on keys (RFC 7748). */
export type Curve = 'Ed25519' | 'X25519';

/** What each curve is for, as `use` of a JWK says it (RFC 7517, 4.2). */
export const uses = { Ed25519: 'sig', X25519: 'enc' } as const satisfies Record<Curve, string>;

/** A public key as JSON (RFC 7517, RFC 8037). */
export interface OkpJwk {
  kty: 'OKP';
  crv: Curve;
  use: 'sig' | 'enc';
  kid: string;
  /** 32 bytes in base64url. */
  x: string;
}

export interface PrivateOkpJwk extends OkpJwk {
  /** The private half: 32 bytes in base64url. */
  d: string;
}

/** What stands before the 32 bytes of a private key in its PKCS #8 form (RFC 8410, 7). */
const pkcs8 = { Ed25519: '302e020100300506032b657004220420', X25519: '302e020100300506032b656e04220420' };

/** The private key whose 32 bytes are `seed`. */
export function privateKeyFrom(curve: Curve, seed: Buffer): KeyObject {
  const key = Buffer.concat([Buffer.from(pkcs8[curve], 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The 32 bytes of a public key, or of a private key's public half, in base64url. */
export function publicBytes(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return half.export({ format: 'jwk' }).x!;
}

/**
 * An id that follows from the key, so that no two keys have one: the first 16 characters (96 bits) of its thumbprint
 * (RFC 7638). It travels with every call, hence not all of it.
 */
export function kidOf(curve: Curve, x: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ crv: curve, kty: 'OKP', x }))
    .digest('base64url')
    .slice(0, 16);
}
