import { ApiCall, IfMatch, body, queryOf } from '@isomer/framework/edge';
import { writtenLine, writtenText } from '@isomer/kernel';
import { Body, Controller, Get, Param, Patch, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type FullProfile,
  Handle,
  IdentityApi,
  PasswordChange,
  type Profile,
  ProfileChange,
} from '../contract';
import { clientOf } from './client';
import { NewPassword } from './new-password';

/** Ids of a batch, with commas between them. */
const Ids = z
  .string()
  .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/, 'must be 1 to 100 ids with commas between them')
  .describe(
    '1 to 100 ids with commas between them: the `id` that `POST /v1/accounts` or `GET /v1/me` answered, the `authorId` of a post',
  );

const ProfilesQuery = queryOf({ ids: Ids });

const ProfileHandle = Handle.meta({ description: 'Handle of the member', examples: ['ada'] });

const { shape } = ProfileChange;
const WrittenProfile = ProfileChange.extend({
  displayName: writtenLine(shape.displayName.unwrap()).optional(),
  bio: writtenText(shape.bio.unwrap().unwrap()).nullable().optional(),
}).meta(ProfileChange.meta()!);

const NewPasswords = PasswordChange.extend({ newPassword: NewPassword }).meta(PasswordChange.meta()!);

@ApiTags('Accounts')
@Controller('v1')
export class ProfilesController {
  constructor(private readonly identity: IdentityApi) {}

  @Get('me')
  @ApiCall(IdentityApi, 'me', {
    summary: 'Read my profile',
    description: 'The profile of whoever the access token is for.',
    revision: 'revision',
  })
  me(): Promise<FullProfile> {
    return this.identity.me({});
  }

  @Patch('me')
  @ApiCall(IdentityApi, 'updateProfile', {
    summary: 'Change my profile',
    description:
      'Changes what you send, and leaves the rest as it is; `null` takes a bio or a picture away. The picture is fetched by who looks at it, never by the platform.',
    status: 200,
    revision: 'revision',
    ifMatch: true,
  })
  updateProfile(
    @Body({ schema: body(WrittenProfile) }) change: ProfileChange,
    @IfMatch() ifRevision: number[] | undefined,
  ): Promise<FullProfile> {
    return this.identity.updateProfile({ ...change, ifRevision });
  }

  @Put('me/password')
  @ApiCall(IdentityApi, 'changePassword', {
    summary: 'Change my password',
    description:
      'Needs the password that it was so far, of which you may try as many as when you log in. Ends all your other sessions.',
    status: 204,
  })
  async changePassword(
    @Body({ schema: body(NewPasswords) }) change: PasswordChange,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { address } = clientOf(request);
    await this.identity.changePassword({ ...change, address });
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
    revision: 'revision',
  })
  profile(@Param('handle', { schema: ProfileHandle }) handle: string): Promise<FullProfile> {
    return this.identity.profile({ handle });
  }
}
