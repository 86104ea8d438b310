import { ApiCall, body } from '@isomer/framework/edge';
import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Credentials, IdentityApi, type PublicKey, type Tokens } from '../contract';

const RefreshRequest = z
  .object({ refreshToken: z.string().max(200) })
  .meta({ id: 'RefreshRequest', examples: [{ refreshToken: 'the refreshToken that logging in answered' }] });

@ApiTags('Sessions')
@Controller()
export class SessionsController {
  constructor(private readonly identity: IdentityApi) {}

  @Post('v1/sessions')
  @Header('Cache-Control', 'no-store')
  @ApiCall(IdentityApi, 'logIn', {
    summary: 'Log in',
    description:
      'Answers an access token, good for ten minutes, and a refresh token, good for one refresh within 30 days.',
  })
  logIn(@Body({ schema: body(Credentials) }) credentials: Credentials): Promise<Tokens> {
    return this.identity.logIn(credentials);
  }

  @Post('v1/sessions/refresh')
  @Header('Cache-Control', 'no-store')
  @ApiCall(IdentityApi, 'refresh', {
    summary: 'Refresh',
    description:
      'Trades the `refreshToken` that `POST /v1/sessions` or the last refresh answered for new tokens. A token that is shown twice ends its session: one of the two who have it stole it.',
  })
  refresh(@Body({ schema: body(RefreshRequest) }) request: z.infer<typeof RefreshRequest>): Promise<Tokens> {
    return this.identity.refresh(request);
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
