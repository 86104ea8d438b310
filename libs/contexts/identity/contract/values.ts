import { Id, Line } from '@isomer/kernel';
import { z } from 'zod';

export const Handle = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9_]{0,28}[a-z0-9])$/,
    'must have 2 to 30 lower-case letters, digits or _, and begin and end with a letter or digit',
  );

export const Password = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters');

/** What everybody may see of a member. */
export const Profile = z
  .object({ id: Id, handle: Handle, displayName: Line(80), joinedAt: z.iso.datetime() })
  .meta({
    id: 'Profile',
    examples: [
      {
        id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
        handle: 'ada',
        displayName: 'Ada Lovelace',
        joinedAt: '2026-01-02T03:04:05.678Z',
      },
    ],
  });
export type Profile = z.infer<typeof Profile>;

export const Registration = z
  .object({ handle: Handle, password: Password, displayName: Line(80).optional() })
  .meta({ examples: [{ handle: 'ada', password: 'correct horse battery', displayName: 'Ada Lovelace' }] });
export type Registration = z.infer<typeof Registration>;

export const Credentials = z
  .object({ handle: z.string().max(100), password: z.string().max(200) })
  .meta({ examples: [{ handle: 'ada', password: 'correct horse battery' }] });
export type Credentials = z.infer<typeof Credentials>;

const exampleTokens = {
  accessToken: 'eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9…',
  refreshToken: 'mXf0…',
  expiresIn: 600,
};

export const Tokens = z
  .object({
    /** A JWT signed with ES256, to send as `Authorization: Bearer …`. */
    accessToken: z.string(),
    /** Good for one refresh. */
    refreshToken: z.string(),
    /** Life of the access token in seconds. */
    expiresIn: z.int(),
  })
  .meta({ id: 'Tokens', examples: [exampleTokens] });
export type Tokens = z.infer<typeof Tokens>;

/** Public half of a signing key (RFC 7517). */
export const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});
export type PublicKey = z.infer<typeof PublicKey>;
