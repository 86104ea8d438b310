import { randomBytes } from 'node:crypto';
import {
  type Curve,
  type OkpJwk,
  type PrivateOkpJwk,
  kidOf,
  privateKeyFrom,
  publicBytes,
  uses,
} from './okp-key';

/** New keys of one service, as they are written to files. */
export interface NewServiceKeys {
  private: PrivateOkpJwk[];
  public: OkpJwk[];
}

export function newServiceKeys(): NewServiceKeys {
  const keys = [newKey('Ed25519'), newKey('X25519')];
  return { private: keys, public: keys.map(({ d: _secret, ...publicHalf }) => publicHalf) };
}

function newKey(crv: Curve): PrivateOkpJwk {
  const seed = randomBytes(32);
  const x = publicBytes(privateKeyFrom(crv, seed));
  return { kty: 'OKP', crv, use: uses[crv], kid: kidOf(crv, x), x, d: seed.toString('base64url') };
}
