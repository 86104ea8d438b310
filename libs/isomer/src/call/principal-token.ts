import { sign, verify } from 'node:crypto';
import { z } from 'zod';
import { type Member, type Principal, anonymous, principalId } from '../contract/principal';
import type { Key } from '../service-keys/service-keys';

/** How long a token may be used, in seconds from when it was issued. */
export const lifetimeS = 60;

/** By how many seconds the times of day of two machines may differ. */
export const leewayS = 30;

/** Principals whose tokens are kept, on each side and for each context. */
export const keptPrincipals = 10_000;

/** On whose behalf a service calls a context: a JWT (RFC 7519) that is signed with the service's key. */
const Claims = z.object({
  /** The service that calls. */
  iss: z.string(),
  /** The context that is called. */
  aud: z.string(),
  /** `anonymous`, `member:<id>` or `system:<name>`. */
  sub: z.string(),
  /** Roles and session of a member; who does not know them takes the member for one without. */
  roles: z.array(z.string()).optional(),
  sid: z.string().optional(),
  /** Seconds since 1970, by the clock of the machine that calls. */
  iat: z.int(),
  exp: z.int(),
});
export type Claims = z.infer<typeof Claims>;

/** Its own type, so that no other JWT passes for one, whatever has signed it (RFC 8725, 3.11). */
const Header = z.object({ alg: z.literal('EdDSA'), typ: z.literal('principal+jwt'), kid: z.string() });

/** A token as it was read; nothing of it is believed yet. */
export interface UnverifiedToken {
  kid: string;
  claims: Claims;
  /** Whether it was signed with the private half of `key`. About 0.12 ms. */
  isSignedWith(key: Key): boolean;
}

/** A JWS in its compact form (RFC 7515), Ed25519 (RFC 8037). About 0.05 ms. */
export function signToken(claims: Claims, { kid, key }: Key): string {
  const header = { alg: 'EdDSA', typ: 'principal+jwt', kid } satisfies z.infer<typeof Header>;
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}

/** `undefined` for what is no token. */
export function readToken(text: string): UnverifiedToken | undefined {
  const [header, claims, signature, ...more] = text.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    return undefined;
  const head = Header.safeParse(decode(header));
  const body = Claims.safeParse(decode(claims));
  if (!head.success || !body.success) return undefined;
  const signed = Buffer.from(`${header}.${claims}`);
  return {
    kid: head.data.kid,
    claims: body.data,
    isSignedWith: ({ key }) => verify(null, signed, key, Buffer.from(signature, 'base64url')),
  };
}

/** What a token says of a principal. */
export type Subject = Pick<Claims, 'sub' | 'roles' | 'sid'>;

export function subjectOf(principal: Principal): Subject {
  const sub = principalId(principal);
  return principal.kind === 'member'
    ? { sub, roles: principal.roles?.slice(), sid: principal.session }
    : { sub };
}

/** `undefined` for a subject that names no principal. */
export function principalOf({ sub, roles, sid }: Subject): Principal | undefined {
  if (sub === 'anonymous') return anonymous;
  const [, kind, id] = /^(member|system):(.+)$/s.exec(sub) ?? [];
  if (id === undefined) return undefined;
  if (kind === 'system') return Object.freeze({ kind, name: id });
  const member: Member = {
    kind: 'member',
    id,
    ...(roles && { roles }),
    ...(sid !== undefined && { session: sid }),
  };
  return Object.freeze(member);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
