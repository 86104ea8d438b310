import { createPublicKey, randomBytes } from 'node:crypto';
import type { Settings } from '../configuration/settings';
import { type Curve, kidOf, privateKeyFrom, publicBytes } from './okp-key';
import type { Key, ServiceKeys } from './service-keys';

/**
 * Keys for a deployment that was given none: one service that every process is, with keys that follow from the
 * deployment's secret. Whoever has Redis alone can call nothing; whoever has the secret can call everything.
 */
export function sharedServiceKeys(settings: Settings, contexts: readonly string[]): ServiceKeys {
  const seed = (curve: Curve) => settings.deriveKey(`service key ${curve}`);
  return madeFrom('deployment', seed('Ed25519'), seed('X25519'), contexts);
}

let throwAway: ServiceKeys | undefined;

/**
 * Keys for what was given none and knows no secret, such as a test: new ones, the same in the whole process. No other
 * process trusts them, so whoever forgets to give keys can talk to nobody.
 */
export function throwAwayServiceKeys(): ServiceKeys {
  return (throwAway ??= madeFrom('throw-away', randomBytes(32), randomBytes(32), []));
}

function madeFrom(name: string, sign: Buffer, agree: Buffer, serves: readonly string[]): ServiceKeys {
  const signing = keyFrom('Ed25519', sign);
  const agreement = keyFrom('X25519', agree);
  const trusted = {
    name,
    serves,
    calls: 'all' as const,
    system: true,
    signing: [publicHalf(signing)],
    agreement: [publicHalf(agreement)],
  };
  return { name, signing, agreement, trusted: [trusted] };
}

function keyFrom(curve: Curve, seed: Buffer): Key {
  const key = privateKeyFrom(curve, seed);
  return { kid: kidOf(curve, publicBytes(key)), key };
}

function publicHalf({ kid, key }: Key): Key {
  return { kid, key: createPublicKey(key) };
}
