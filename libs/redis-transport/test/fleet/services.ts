import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { KeyedIdentity } from '../../src';

/** The services of a fleet, and the contexts that each may serve. */
const SERVES = { edge: [], comments: ['comments'], audit: [] };
/** Those that take the events of `comments`, each in a group of its name. */
export const GROUPS = ['comments', 'audit'] as const;

export type Service = keyof typeof SERVES;
export type Group = (typeof GROUPS)[number];
/** The private key of each service. */
export type Keys = Record<Service, JsonWebKey>;

const services = Object.keys(SERVES) as Service[];

export function newKeys(): Keys {
  const newKey = () => generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return Object.fromEntries(services.map((service) => [service, newKey()])) as Keys;
}

/** `name` with its key, trusting all services of the fleet. */
export function identityOf(name: Service, keys: Keys): KeyedIdentity {
  const privateKey = (service: Service) => createPrivateKey({ key: keys[service], format: 'jwk' });
  const trusted = services.map((service) => ({
    name: service,
    serves: SERVES[service],
    keys: [{ kid: service, publicKey: createPublicKey(privateKey(service)) }],
  }));
  return new KeyedIdentity({ name, key: { kid: name, privateKey: privateKey(name) }, trusted });
}
