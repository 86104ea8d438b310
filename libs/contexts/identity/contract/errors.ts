import { error } from '@isomer/framework';
import { z } from 'zod';

export class HandleTaken extends error('identity.handle-taken', {
  meaning: 'AlreadyExists',
  message: 'The handle {handle} is taken.',
  details: z.object({ handle: z.string() }).meta({ examples: [{ handle: 'ada' }] }),
}) {}

export class WrongCredentials extends error('identity.wrong-credentials', {
  meaning: 'Unauthenticated',
  message: 'Handle or password is wrong.',
}) {}

export class RefreshTokenInvalid extends error('identity.refresh-token-invalid', {
  meaning: 'Unauthenticated',
  message: 'This refresh token is unknown, used or expired. Log in again.',
}) {}

export class ProfileNotFound extends error('identity.profile-not-found', {
  meaning: 'NotFound',
  message: 'There is nobody of that id or handle.',
}) {}
