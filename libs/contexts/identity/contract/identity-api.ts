import { authenticated, command, contract, everyone, query, role, systemOnly } from '@isomer/framework';
import { Id, Line, pageOf } from '@isomer/kernel';
import { z } from 'zod';
import { Account, AccountQuery, NewSuspension, Role } from './accounts';
import { LogInRequest, PasswordChangeRequest, Registration } from './credentials';
import {
  CannotLogIn,
  HandleTaken,
  LastAdministrator,
  ProfileNotFound,
  RefreshTokenInvalid,
  RoleTooHigh,
  SessionNotFound,
  Suspended,
  WrongCredentials,
  WrongPassword,
} from './errors';
import { Session, SessionQuery, Standing, Tokens } from './sessions';
import { FullProfile, Handle, Profile, ProfileChange, PublicKey } from './values';

const ById = z.object({ id: Id });
const nothing = z.object({});
/** Revisions that the caller has in mind; any will do where it is left out. */
const ifRevision = z.array(z.int()).max(100).optional();

const sessions = {
  logIn: command({
    input: LogInRequest,
    output: Tokens,
    errors: [WrongCredentials, Suspended],
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
  /** Ends the session that asks. */
  logOut: command({ input: nothing, output: nothing, errors: [SessionNotFound], access: authenticated }),
  /** The caller's own, the newest first. */
  sessions: query({ input: SessionQuery, output: pageOf(Session), access: authenticated }),
  /** Ends one of the caller's own. */
  endSession: command({ input: ById, output: nothing, errors: [SessionNotFound], access: authenticated }),
  /** Ends all of the caller's own but the one that asks. */
  endOtherSessions: command({
    input: nothing,
    output: z.object({ ended: z.int() }),
    access: authenticated,
  }),
  /** How a session of the caller stands at this moment, whatever its access tokens say. */
  standing: query({ input: z.object({ session: Id }), output: Standing, access: authenticated }),
  /** Ends all other sessions too. Not repeatable, because each wrong password is counted. */
  changePassword: command({
    input: PasswordChangeRequest,
    output: nothing,
    errors: [WrongPassword],
    access: authenticated,
    idempotency: 'exempt',
  }),
};

const profiles = {
  /** Those of the ids that exist, in no order. */
  profiles: query({
    input: z.object({ ids: z.array(Id).max(100) }),
    output: z.object({ profiles: z.array(Profile) }),
    access: everyone,
  }),
  profile: query({
    input: z.object({ handle: Handle }),
    output: FullProfile,
    errors: [ProfileNotFound],
    access: everyone,
  }),
  /** The caller's own. */
  me: query({ input: nothing, output: FullProfile, errors: [ProfileNotFound], access: authenticated }),
  /** Changes the caller's own. */
  updateProfile: command({
    input: ProfileChange.extend({ ifRevision }),
    output: FullProfile,
    errors: [ProfileNotFound],
    access: authenticated,
  }),
};

const accounts = {
  register: command({ input: Registration, output: Profile, errors: [HandleTaken], access: everyone }),
  /**
   * An author for imported content: the member of that handle, or one made now who cannot log in. Of these, one who has
   * no name but the handle gets the name.
   */
  ensureAuthor: command({
    input: z.object({ handle: Handle, displayName: Line(80).optional() }),
    output: Profile,
    access: systemOnly,
  }),
  /** The newest first. */
  accounts: query({ input: AccountQuery, output: pageOf(Account), access: role('moderator') }),
  setRole: command({
    input: ById.extend({ role: Role }),
    output: Account,
    errors: [ProfileNotFound, LastAdministrator, CannotLogIn],
    access: role('admin'),
  }),
  /** Ends all sessions of a member and lets them begin none, until a time or until it is lifted. Another one takes its place. */
  suspend: command({
    input: ById.extend(NewSuspension.shape),
    output: Account,
    errors: [ProfileNotFound, RoleTooHigh],
    access: role('moderator'),
  }),
  reinstate: command({
    input: ById,
    output: Account,
    errors: [ProfileNotFound, RoleTooHigh],
    access: role('moderator'),
  }),
};

export class IdentityApi extends contract('identity', {
  ...sessions,
  ...profiles,
  ...accounts,
  /** Deletes sessions and refresh tokens that have expired and failures that are forgotten, up to a number of each. */
  deleteExpiredTokens: command({
    input: nothing,
    output: z.object({ deleted: z.int() }),
    access: systemOnly,
  }),
  publicKeys: query({
    input: nothing,
    output: z.object({ keys: z.array(PublicKey) }),
    access: everyone,
  }),
}) {}
