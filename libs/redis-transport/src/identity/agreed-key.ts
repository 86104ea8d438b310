import {
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hkdfSync,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { netstrings } from './netstrings';

/**
 * The key that two processes share without having told it to anybody: X25519 (RFC 7748) of their configured keys,
 * then HKDF-SHA256 (RFC 5869) with no salt. The two directions have keys of their own, so that what one side
 * has sealed cannot be sent back to it as the other's.
 */
export class AgreedKey {
  private readonly outgoing: KeyObject;
  private readonly incoming: KeyObject;

  /** About 0.1 ms. @throws Error for a key that is not X25519, or one of low order */
  constructor(privateKey: KeyObject, theirs: KeyObject) {
    const secret = diffieHellman({ privateKey, publicKey: theirs });
    const [me, them] = [raw(createPublicKey(privateKey)), raw(theirs)];
    this.outgoing = derive(secret, me, them);
    this.incoming = derive(secret, them, me);
  }

  seal(stream: string, text: string): string {
    return mac(this.outgoing, stream, text);
  }

  verifies(stream: string, text: string, given: string): boolean {
    const expected = Buffer.from(mac(this.incoming, stream, text), 'latin1');
    const actual = Buffer.from(given, 'latin1');
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  }
}

function derive(secret: Buffer, from: string, to: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `isomer seal 1 ${from} ${to}`, 32)));
}

/** The 32 bytes of a public key in base64url, as in its JWK. */
function raw(key: KeyObject): string {
  return key.export({ format: 'jwk' }).x!;
}

/** HMAC-SHA256 in base64url. Two updates cost less than joining what may be a megabyte. */
function mac(key: KeyObject, stream: string, text: string): string {
  return createHmac('sha256', key)
    .update(netstrings([stream]))
    .update(text)
    .digest('base64url');
}
