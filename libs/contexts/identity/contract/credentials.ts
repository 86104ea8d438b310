import { Line } from '@isomer/kernel';
import { z } from 'zod';
import { Handle } from './values';

export const Password = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters');

export const Registration = z
  .object({ handle: Handle, password: Password, displayName: Line(80).optional() })
  .meta({ examples: [{ handle: 'ada', password: 'correct horse battery', displayName: 'Ada Lovelace' }] });
export type Registration = z.infer<typeof Registration>;

const typed = z.string().max(200);

export const Credentials = z
  .object({ handle: z.string().max(100), password: typed })
  .meta({ examples: [{ handle: 'ada', password: 'correct horse battery' }] });

/** Where a request comes from: wrong passwords are counted by it, and are not where it is left out. */
const Address = z.string().max(100).optional();

export const LogInRequest = Credentials.extend({
  address: Address,
  /** What the client calls itself, for the list of sessions. */
  userAgent: Line(400).optional(),
});
export type LogInRequest = z.infer<typeof LogInRequest>;

export const PasswordChange = z
  .object({ password: typed.describe('The one that it was so far'), newPassword: Password })
  .meta({
    examples: [{ password: 'correct horse battery', newPassword: 'a horse that is more correct' }],
  });
export type PasswordChange = z.infer<typeof PasswordChange>;

export const PasswordChangeRequest = PasswordChange.extend({ address: Address });
export type PasswordChangeRequest = z.infer<typeof PasswordChangeRequest>;
