import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { PublicJwk, readDocument, serviceName } from './jwk-schema';
import type { OkpJwk } from './okp-key';
import type { Key, TrustedService } from './service-keys';

const names = z.array(z.string(), 'must be a list of names');

/** `service-keys.json`: for each service a JWK Set (RFC 7517, 5) of its public keys, and what it may do. */
const TrustedDocument = z.object(
  {
    services: z.record(
      serviceName,
      z.object(
        {
          serves: names.optional(),
          calls: names.optional(),
          system: z.boolean('must be true or false').optional(),
          keys: z.array(PublicJwk, 'must be a list of keys'),
        },
        'must be an object',
      ),
      'must be an object',
    ),
  },
  "must be an object with 'services'",
);
export type TrustedDocument = z.input<typeof TrustedDocument>;

/**
 * Reads whom to trust. A service that is named like a context serves that context, unless it says otherwise; it calls
 * all; and it speaks for the platform if it serves anything. Contexts that this build does not know are left out.
 * @param what what to call the document in `problems`
 */
export function readTrustedServices(
  text: string,
  contexts: readonly string[],
  what: string,
  problems: string[],
): TrustedService[] {
  const document = readDocument(text, TrustedDocument, what, problems);
  if (!document) return [];
  const kids = new Set<string>();
  return Object.entries(document.services).map(([name, { keys, calls, ...given }]) => {
    const where = `${what}: services.${name}`;
    for (const { kid } of keys) {
      if (kids.has(kid)) problems.push(`${where} has the kid '${kid}', which another key has too`);
      kids.add(kid);
    }
    const serves = (given.serves ?? [name]).filter((context) => contexts.includes(context));
    const { system = serves.length > 0 } = given;
    const [signing, agreement] = [publicKeys(keys, 'sig'), publicKeys(keys, 'enc')];
    if (signing.length === 0) problems.push(`${where} has no Ed25519 key to verify its signatures`);
    if (agreement.length === 0) problems.push(`${where} has no X25519 key to agree on keys with it`);
    return { name, serves, calls: calls ?? 'all', system, signing, agreement };
  });
}

function publicKeys(keys: readonly z.output<typeof PublicJwk>[], use: OkpJwk['use']): Key[] {
  return keys
    .filter((key) => key.use === use)
    .map(({ kid, kty, crv, x }) => ({ kid, key: createPublicKey({ key: { kty, crv, x }, format: 'jwk' }) }));
}
