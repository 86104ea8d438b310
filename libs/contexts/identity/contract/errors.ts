import { error } from '@isomer/framework';
import { z } from 'zod';

export class HandleTaken extends error('identity.handle-taken', {
  meaning: 'AlreadyExists',
  message: 'The handle {handle} is taken, or looks like one that is.',
  details: z.object({ handle: z.string() }).meta({ examples: [{ handle: 'ada' }] }),
}) {}

export class WrongCredentials extends error('identity.wrong-credentials', {
  meaning: 'Unauthenticated',
  message: 'Handle or password is wrong.',
}) {}

export class WrongPassword extends error('identity.wrong-password', {
  meaning: 'PermissionDenied',
  message: 'This is not your password.',
}) {}

/** Said to nobody but who knows the password. */
export class Suspended extends error('identity.suspended', {
  meaning: 'PermissionDenied',
  message: 'This account is suspended: {reason}',
  details: z
    .object({ reason: z.string(), until: z.iso.datetime().optional() })
    .meta({ examples: [{ reason: 'Spam in many threads.', until: '2036-01-02T03:04:05.678Z' }] }),
}) {}

export class RefreshTokenInvalid extends error('identity.refresh-token-invalid', {
  meaning: 'Unauthenticated',
  message: 'This refresh token is unknown, used or expired. Log in again.',
}) {}

export class SessionNotFound extends error('identity.session-not-found', {
  meaning: 'NotFound',
  message: 'You have no such session.',
}) {}

export class ProfileNotFound extends error('identity.profile-not-found', {
  meaning: 'NotFound',
  message: 'There is nobody of that id or handle.',
}) {}

export class RoleTooHigh extends error('identity.role-too-high', {
  meaning: 'PermissionDenied',
  message: 'This account has your role or a higher one.',
}) {}

export class LastAdministrator extends error('identity.last-administrator', {
  meaning: 'FailedPrecondition',
  message: 'This is the last administrator. Make somebody else one first.',
}) {}

export class CannotLogIn extends error('identity.cannot-log-in', {
  meaning: 'FailedPrecondition',
  message:
    'This account cannot log in, so it gets no role: it is suspended, or is the author of imported content.',
}) {}
