import { authenticated, command, contract, everyone, query, systemOnly } from '@isomer/framework';
import { Id } from '@isomer/kernel';
import { z } from 'zod';
import { HandleTaken, ProfileNotFound, RefreshTokenInvalid, WrongCredentials } from './errors';
import { Credentials, Handle, Profile, PublicKey, Registration, Tokens } from './values';

export class IdentityApi extends contract('identity', {
  register: command({ input: Registration, output: Profile, errors: [HandleTaken], access: everyone }),
  logIn: command({
    input: Credentials,
    output: Tokens,
    errors: [WrongCredentials],
    access: everyone,
    idempotency: 'exempt',
  }),
  refresh: command({
    input: z.object({ refreshToken: z.string().max(200) }),
    output: Tokens,
    errors: [RefreshTokenInvalid],
    access: everyone,
    idempotency: 'exempt',
  }),
  /** Those of the ids that exist, in no order. */
  profiles: query({
    input: z.object({ ids: z.array(Id).max(100) }),
    output: z.object({ profiles: z.array(Profile) }),
    access: everyone,
  }),
  profile: query({
    input: z.object({ handle: Handle }),
    output: Profile,
    errors: [ProfileNotFound],
    access: everyone,
  }),
  /** The caller's own. */
  me: query({ input: z.object({}), output: Profile, errors: [ProfileNotFound], access: authenticated }),
  /** An author for imported content: the member of that handle, or one made now who cannot log in. */
  ensureAuthor: command({ input: z.object({ handle: Handle }), output: Profile, access: systemOnly }),
  /** Deletes refresh tokens that have expired, up to a number of them. */
  deleteExpiredTokens: command({
    input: z.object({}),
    output: z.object({ deleted: z.int() }),
    access: systemOnly,
  }),
  publicKeys: query({
    input: z.object({}),
    output: z.object({ keys: z.array(PublicKey) }),
    access: everyone,
  }),
}) {}
