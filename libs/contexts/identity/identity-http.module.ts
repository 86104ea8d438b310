import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokenStrategy } from './http/access-token.strategy';
import { AccountsController } from './http/accounts.controller';
import { AuthenticationGuard } from './http/authentication.guard';
import { KeyRing } from './http/key-ring';
import { ProfilesController } from './http/profiles.controller';
import { SessionsController } from './http/sessions.controller';
import { Standings } from './http/standings';

@Module({
  controllers: [AccountsController, ProfilesController, SessionsController],
  providers: [KeyRing, Standings, AccessTokenStrategy, { provide: APP_GUARD, useClass: AuthenticationGuard }],
})
export class IdentityHttpModule {}
