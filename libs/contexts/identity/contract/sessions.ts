import { Cursor, Id, Limit } from '@isomer/kernel';
import { z } from 'zod';

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

/** What one log-in began, and all refreshes after it go on with. */
export const Session = z
  .object({
    id: Id,
    begunAt: z.iso.datetime(),
    /** When it was begun or refreshed last. */
    lastUsedAt: z.iso.datetime(),
    /** What the client that began it called itself. */
    userAgent: z.string().optional(),
    /** Whether it is the one that asks. */
    current: z.boolean(),
  })
  .meta({
    id: 'Session',
    examples: [
      {
        id: '0190a3c6-1d2e-7f3a-8b4c-5d6e7f8091a2',
        begunAt: '2026-01-02T03:04:05.678Z',
        lastUsedAt: '2026-01-03T04:05:06.789Z',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
        current: true,
      },
    ],
  });
export type Session = z.infer<typeof Session>;

export const SessionQuery = z.object({ cursor: Cursor, limit: Limit });
export type SessionQuery = z.infer<typeof SessionQuery>;

/** Whether a session may still change something, and as whom. */
export const Standing = z.object({ lives: z.boolean(), roles: z.array(z.string()) });
export type Standing = z.infer<typeof Standing>;
