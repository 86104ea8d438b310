import { z } from 'zod';
import { PrivateJwk, readDocument, serviceName } from './jwk-schema';
import { type Curve, privateKeyFrom, publicBytes } from './okp-key';
import { readTrustedServices } from './read-trusted-services';
import type { Key, ServiceKeys, TrustedService } from './service-keys';
import { ServiceKeysError } from './service-keys-error';

/** `<service>.key.json`: the private keys that a service uses now, as a JWK Set with a name. */
const PrivateDocument = z.object(
  { service: serviceName, keys: z.array(PrivateJwk, 'must be a list of keys') },
  "must be an object with 'service' and 'keys'",
);
export type PrivateDocument = z.input<typeof PrivateDocument>;

/**
 * Reads the private keys of this process and the public ones of everybody.
 * @param own text of `<service>.key.json`
 * @param trusted text of `service-keys.json`
 * @throws ServiceKeysError with a line for each thing that is wrong
 */
export function readServiceKeys(own: string, trusted: string, contexts: readonly string[]): ServiceKeys {
  const problems: string[] = [];
  const mine = readDocument(own, PrivateDocument, 'SERVICE_KEY', problems);
  const services = readTrustedServices(trusted, contexts, 'SERVICE_KEYS', problems);
  const signing = mine && privateKey(mine, 'Ed25519', problems);
  const agreement = mine && privateKey(mine, 'X25519', problems);
  if (mine && signing && agreement && problems.length === 0)
    problems.push(...distrust(mine.service, { signing, agreement }, services));
  if (!mine || !signing || !agreement || problems.length > 0) throw new ServiceKeysError(problems);
  return { name: mine.service, signing, agreement, trusted: services };
}

function privateKey(
  { keys }: z.output<typeof PrivateDocument>,
  curve: Curve,
  problems: string[],
): Key | undefined {
  const [jwk, ...others] = keys.filter(({ crv }) => crv === curve);
  if (!jwk || others.length > 0) {
    problems.push(`SERVICE_KEY: keys must have one ${curve} key, and has ${jwk ? others.length + 1 : 0}`);
    return undefined;
  }
  const key = privateKeyFrom(curve, Buffer.from(jwk.d, 'base64url'));
  if (publicBytes(key) === jwk.x) return { kid: jwk.kid, key };
  problems.push(`SERVICE_KEY: x of the key '${jwk.kid}' is not the public half of its d`);
  return undefined;
}

/** Why others would refuse this process, if they trust what it trusts: said at start, not call by call. */
function distrust(
  name: string,
  own: { signing: Key; agreement: Key },
  services: readonly TrustedService[],
): string[] {
  const service = services.find((each) => each.name === name);
  if (!service) return [`SERVICE_KEYS has no service '${name}', of which SERVICE_KEY is`];
  return (['signing', 'agreement'] as const).flatMap((kind) => {
    const { kid, key } = own[kind];
    const known = service[kind].some(
      (each) => each.kid === kid && publicBytes(each.key) === publicBytes(key),
    );
    return known
      ? []
      : [
          `SERVICE_KEYS does not have the key '${kid}' of '${name}' that SERVICE_KEY has: give every process the newer service-keys.json first`,
        ];
  });
}
