import { ApiCall, Paginated, body, numeric, queryOf } from '@isomer/framework/edge';
import { Cursor, Id, Limit, pageOf } from '@isomer/kernel';
import { Body, Controller, Delete, Get, Header, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Credentials, IdentityApi, type PublicKey, Session, type Tokens } from '../contract';
import { clientOf } from './client';

const RefreshRequest = z
  .object({ refreshToken: z.string().max(200) })
  .meta({ id: 'RefreshRequest', examples: [{ refreshToken: 'the refreshToken that logging in answered' }] });

const SessionListQuery = queryOf({ cursor: Cursor, limit: numeric(Limit) });
const SessionPage = pageOf(Session).meta({ id: 'SessionPage' });
const SessionId = Id.describe('Id of the session: an `id` that `GET /v1/sessions` answered');

const endsWhen =
  'Its refresh token is no good any more. With an access token that it has still, nothing can be changed after two seconds, and what it may see can be read until the token expires, after ten minutes at most.';

@ApiTags('Sessions')
@Controller()
export class SessionsController {
  constructor(private readonly identity: IdentityApi) {}

  @Post('v1/sessions')
  @Header('Cache-Control', 'no-store')
  @ApiCall(IdentityApi, 'logIn', {
    summary: 'Log in',
    description:
      'Begins a session: answers an access token, good for ten minutes, and a refresh token, good for one refresh within 30 days. After five wrong passwords for a handle from one address, that address waits for five seconds before it may try that handle again (429 with `Retry-After`), and after each further one for twice as long, a quarter of an hour at most.',
  })
  logIn(
    @Body({ schema: body(Credentials) }) credentials: z.infer<typeof Credentials>,
    @Req() request: FastifyRequest,
  ): Promise<Tokens> {
    return this.identity.logIn({ ...credentials, ...clientOf(request) });
  }

  @Post('v1/sessions/refresh')
  @Header('Cache-Control', 'no-store')
  @ApiCall(IdentityApi, 'refresh', {
    summary: 'Refresh',
    description:
      'Trades the `refreshToken` that `POST /v1/sessions` or the last refresh answered for new tokens. Asked again within ten seconds, because two tabs asked at once or no answer came, it answers the same refresh token. A token that is shown after that ends its session: one of the two who have it stole it.',
  })
  refresh(@Body({ schema: body(RefreshRequest) }) request: z.infer<typeof RefreshRequest>): Promise<Tokens> {
    return this.identity.refresh(request);
  }

  @Get('v1/sessions')
  @Paginated()
  @ApiCall(IdentityApi, 'sessions', {
    summary: 'List my sessions',
    description: 'Your sessions that can still be refreshed, the newest first.',
    response: SessionPage,
  })
  sessions(
    @Query({ schema: SessionListQuery }) query: z.infer<typeof SessionListQuery>,
  ): Promise<z.infer<typeof SessionPage>> {
    return this.identity.sessions(query);
  }

  @Delete('v1/sessions/current')
  @ApiCall(IdentityApi, 'logOut', {
    summary: 'Log out',
    description: `Ends the session that the access token is of. ${endsWhen}`,
    status: 204,
  })
  async logOut(): Promise<void> {
    await this.identity.logOut({});
  }

  @Delete('v1/sessions/:id')
  @ApiCall(IdentityApi, 'endSession', {
    summary: 'End a session',
    description: `Logs out a device of yours that you do not have at hand. ${endsWhen}`,
    status: 204,
  })
  async endSession(@Param('id', { schema: SessionId }) id: string): Promise<void> {
    await this.identity.endSession({ id });
  }

  @Delete('v1/sessions')
  @ApiCall(IdentityApi, 'endOtherSessions', {
    summary: 'End all other sessions',
    description: 'Logs you out everywhere but here, and answers how many sessions that were.',
    status: 200,
  })
  endOtherSessions(): Promise<{ ended: number }> {
    return this.identity.endOtherSessions({});
  }

  @Get('.well-known/jwks.json')
  @Header('Cache-Control', 'public, max-age=300')
  @ApiCall(IdentityApi, 'publicKeys', {
    summary: 'Read the signing keys',
    description: 'Public keys of the access tokens, as a JSON Web Key Set (RFC 7517).',
  })
  publicKeys(): Promise<{ keys: PublicKey[] }> {
    return this.identity.publicKeys({});
  }
}
