import { Cursor, Id, Limit, Line } from '@isomer/kernel';
import { z } from 'zod';
import { Profile } from './values';

export const Role = z.enum(['member', 'moderator', 'admin']);
export type Role = z.infer<typeof Role>;

export const AccountStatus = z.enum(['active', 'suspended']);

/** What moderators see of a member. */
export const Account = z
  .object({
    ...Profile.shape,
    role: Role,
    status: AccountStatus,
    /** Of one who is suspended. */
    suspension: z
      .object({
        reason: z.string(),
        since: z.iso.datetime(),
        /** When it ends by itself. */
        until: z.iso.datetime().optional(),
        /** The moderator; left out where it was the platform. */
        by: Id.optional(),
      })
      .optional(),
  })
  .meta({
    id: 'Account',
    examples: [
      {
        id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
        handle: 'mallory',
        displayName: 'Mallory',
        joinedAt: '2026-01-02T03:04:05.678Z',
        role: 'member',
        status: 'suspended',
        suspension: {
          reason: 'Spam in many threads.',
          since: '2026-02-03T04:05:06.789Z',
          until: '2036-01-02T03:04:05.678Z',
          by: '0190a3c4-8c2f-7d4b-ae3f-6a7b8c9d0e1f',
        },
      },
    ],
  });
export type Account = z.infer<typeof Account>;

export const AccountQuery = z.object({ status: AccountStatus.optional(), cursor: Cursor, limit: Limit });
export type AccountQuery = z.infer<typeof AccountQuery>;

/** Without `until` it lasts until somebody lifts it. */
export const NewSuspension = z
  .object({ reason: Line(500), until: z.iso.datetime().optional() })
  .meta({ examples: [{ reason: 'Spam in many threads.', until: '2036-01-02T03:04:05Z' }] });
export type NewSuspension = z.infer<typeof NewSuspension>;
