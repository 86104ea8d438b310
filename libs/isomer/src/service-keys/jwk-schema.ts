import { z } from 'zod';
import { type OkpJwk, uses } from './okp-key';

/** Also what may stand in a seal and a file's name. */
export const serviceName = z
  .string()
  .regex(/^[a-z][a-z0-9+-]{0,63}$/, 'must be lower-case letters, digits, + and -');

const bytes32 = z
  .string('must be 32 bytes in base64url')
  .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url');

const key = z.object({
  kty: z.literal('OKP', "must be 'OKP'"),
  crv: z.enum(['Ed25519', 'X25519'], "must be 'Ed25519' or 'X25519'"),
  use: z.enum(['sig', 'enc'], "must be 'sig' or 'enc'"),
  kid: z.string('is missing').regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, _ and -'),
  x: bytes32,
});

const fits = ({ crv, use }: Pick<OkpJwk, 'crv' | 'use'>) => uses[crv] === use;
const unfit = { path: ['use'], message: "must be 'sig' with Ed25519 and 'enc' with X25519" };

export const PublicJwk = key
  .extend({
    d: z.undefined('is a private key, which nobody else may see: give the public halves only').optional(),
  })
  .refine(fits, unfit);

export const PrivateJwk = key.extend({ d: bytes32 }).refine(fits, unfit);

/**
 * Reads a JSON document. What is wrong with it is added to `problems`, a line each that names the place;
 * never a value, which may be secret.
 */
export function readDocument<T>(
  text: string,
  schema: z.ZodType<T>,
  what: string,
  problems: string[],
): T | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    problems.push(`${what} is no JSON`);
    return undefined;
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    problems.push(`${what}: ${path.length > 0 ? path.join('.') : 'the document'} ${message}`);
  return undefined;
}
