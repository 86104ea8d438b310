import { ApiCall, Paginated, body, numeric, queryOf } from '@isomer/framework/edge';
import { Cursor, Id, Limit, Timestamp, pageOf, utc, writtenLine } from '@isomer/kernel';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Account,
  AccountStatus,
  IdentityApi,
  NewSuspension,
  type Profile,
  Registration,
  Role,
} from '../contract';
import { NewPassword } from './new-password';

const Newcomer = Registration.extend({
  password: NewPassword,
  displayName: writtenLine(Registration.shape.displayName.unwrap()).optional(),
}).meta(Registration.meta()!);

const AccountId = Id.describe(
  'Id of the account: the `id` that `POST /v1/accounts` or `GET /v1/accounts` answered',
);

const AccountListQuery = queryOf({
  status: AccountStatus.optional().describe('Only accounts of this status'),
  cursor: Cursor,
  limit: numeric(Limit),
});
const AccountPage = pageOf(Account).meta({ id: 'AccountPage' });

const NewRole = z.object({ role: Role }).meta({ examples: [{ role: 'moderator' }] });

const GivenSuspension = NewSuspension.extend({
  reason: writtenLine(NewSuspension.shape.reason),
  until: Timestamp.optional().describe('When it ends by itself'),
}).meta(NewSuspension.meta()!);

@ApiTags('Accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly identity: IdentityApi) {}

  @Post()
  @ApiCall(IdentityApi, 'register', {
    summary: 'Register',
    description:
      'Makes an account. Log in with it to get an access token. Of two handles that look alike, such as `bob` and `b0b`, one can be had.',
    location: '/v1/profiles/{handle}',
  })
  register(@Body({ schema: body(Newcomer) }) registration: Registration): Promise<Profile> {
    return this.identity.register(registration);
  }

  @Get()
  @Paginated()
  @ApiCall(IdentityApi, 'accounts', {
    summary: 'List accounts',
    description: 'For moderators: accounts as they are administered, the newest first.',
    response: AccountPage,
  })
  accounts(
    @Query({ schema: AccountListQuery }) query: z.infer<typeof AccountListQuery>,
  ): Promise<z.infer<typeof AccountPage>> {
    return this.identity.accounts(query);
  }

  @Put(':id/role')
  @ApiCall(IdentityApi, 'setRole', {
    summary: 'Set the role of an account',
    description:
      'For administrators: makes somebody a `moderator`, an `admin` or a `member` again. What they change is of the new role within two seconds, what they read when their access token is refreshed, within ten minutes. The first administrator is made with `isomer accounts make-admin`.',
    status: 200,
  })
  setRole(
    @Param('id', { schema: AccountId }) id: string,
    @Body({ schema: body(NewRole) }) { role }: z.infer<typeof NewRole>,
  ): Promise<Account> {
    return this.identity.setRole({ id, role });
  }

  @Post(':id/suspension')
  @ApiCall(IdentityApi, 'suspend', {
    summary: 'Suspend an account',
    description:
      'For moderators, of accounts with a lesser role than theirs: ends all sessions of somebody, who can log in again when it is over: at `until`, or when it is lifted. They change nothing any more after two seconds, and read with the access token that they have until it expires, after ten minutes at most. Another suspension takes its place.',
    status: 200,
  })
  suspend(
    @Param('id', { schema: AccountId }) id: string,
    @Body({ schema: body(GivenSuspension) }) { reason, until }: NewSuspension,
  ): Promise<Account> {
    return this.identity.suspend({ id, reason, until: until && utc(until) });
  }

  @Delete(':id/suspension')
  @ApiCall(IdentityApi, 'reinstate', {
    summary: 'Lift a suspension',
    description:
      'For moderators, of accounts with a lesser role than theirs: lets somebody log in again. One who is not suspended stays as they are.',
    status: 200,
  })
  reinstate(@Param('id', { schema: AccountId }) id: string): Promise<Account> {
    return this.identity.reinstate({ id });
  }
}
