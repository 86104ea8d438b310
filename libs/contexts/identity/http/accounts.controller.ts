import { ApiCall, body, queryOf } from '@isomer/framework/edge';
import { writtenLine } from '@isomer/kernel';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Handle, IdentityApi, type Profile, Registration } from '../contract';

/** Ids of a batch, with commas between them. */
const Ids = z
  .string()
  .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/, 'must be 1 to 100 ids with commas between them')
  .describe(
    '1 to 100 ids with commas between them: the `id` that `POST /v1/accounts` or `GET /v1/me` answered, the `authorId` of a post',
  );

const ProfilesQuery = queryOf({ ids: Ids });

const Newcomer = Registration.extend({
  password: Registration.shape.password.regex(/^\P{Cc}*$/u, 'must not have control characters'),
  displayName: writtenLine(Registration.shape.displayName.unwrap()).optional(),
}).meta(Registration.meta()!);

const ProfileHandle = Handle.meta({ description: 'Handle of the member', examples: ['ada'] });

@ApiTags('Accounts')
@Controller('v1')
export class AccountsController {
  constructor(private readonly identity: IdentityApi) {}

  @Post('accounts')
  @ApiCall(IdentityApi, 'register', {
    summary: 'Register',
    description: 'Makes an account. Log in with it to get an access token.',
    location: '/v1/profiles/{handle}',
  })
  register(@Body({ schema: body(Newcomer) }) registration: Registration): Promise<Profile> {
    return this.identity.register(registration);
  }

  @Get('me')
  @ApiCall(IdentityApi, 'me', {
    summary: 'Read my profile',
    description: 'The profile of whoever the access token is for.',
  })
  me(): Promise<Profile> {
    return this.identity.me({});
  }

  @Get('profiles')
  @ApiCall(IdentityApi, 'profiles', {
    summary: 'Read profiles',
    description: 'Profiles of several members at once. Ids of nobody are left out.',
  })
  profiles(
    @Query({ schema: ProfilesQuery }) { ids }: z.infer<typeof ProfilesQuery>,
  ): Promise<{ profiles: Profile[] }> {
    return this.identity.profiles({ ids: ids.split(',') });
  }

  @Get('profiles/:handle')
  @ApiCall(IdentityApi, 'profile', {
    summary: 'Read a profile',
    description: 'The public profile of a member.',
  })
  profile(@Param('handle', { schema: ProfileHandle }) handle: string): Promise<Profile> {
    return this.identity.profile({ handle });
  }
}
