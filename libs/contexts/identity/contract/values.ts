import { Id, Line, Text } from '@isomer/kernel';
import { z } from 'zod';

export const Handle = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9_]{0,28}[a-z0-9])$/,
    'must have 2 to 30 lower-case letters, digits or _, and begin and end with a letter or digit',
  );

/** Where a picture is. Browsers of readers fetch it, and the platform never does. */
export const PictureUrl = z
  .string()
  .max(500, 'must have at most 500 characters')
  .regex(
    /^https:\/\/(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}(?:[/?][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?$/,
    'must be a URL such as https://example.org/ada.png, without a port or a password',
  );

/** What everybody may see of a member, wherever their name is. Servers of before leave the picture out. */
export const Profile = z
  .object({
    id: Id,
    handle: Handle,
    displayName: Line(80),
    joinedAt: z.iso.datetime(),
    avatarUrl: PictureUrl.optional(),
  })
  .meta({
    id: 'Profile',
    examples: [
      {
        id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
        handle: 'ada',
        displayName: 'Ada Lovelace',
        joinedAt: '2026-01-02T03:04:05.678Z',
        avatarUrl: 'https://example.org/ada.png',
      },
    ],
  });
export type Profile = z.infer<typeof Profile>;

const bio = Text(2_000);

/** The same with what its owner says of themselves; `revision` counts the changes. Servers of before leave it out. */
export const FullProfile = z
  .object({
    ...Profile.shape,
    bio: bio.optional(),
    revision: z.int().min(1).optional(),
  })
  .meta({
    id: 'FullProfile',
    examples: [
      {
        id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
        handle: 'ada',
        displayName: 'Ada Lovelace',
        joinedAt: '2026-01-02T03:04:05.678Z',
        bio: 'I write *notes* on engines.',
        avatarUrl: 'https://example.org/ada.png',
        revision: 2,
      },
    ],
  });
export type FullProfile = z.infer<typeof FullProfile>;

/** What is left out stays as it is; null takes it away. */
export const ProfileChange = z
  .object({
    displayName: Line(80).optional(),
    bio: bio.nullable().optional(),
    avatarUrl: PictureUrl.nullable().optional(),
  })
  .meta({
    examples: [
      {
        displayName: 'Ada, Countess of Lovelace',
        bio: 'I write *notes* on engines.',
        avatarUrl: 'https://example.org/ada.png',
      },
    ],
  });
export type ProfileChange = z.infer<typeof ProfileChange>;

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
