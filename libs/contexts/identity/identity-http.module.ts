import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessTokenStrategy } from './http/access-token.strategy';
import { AccountsController } from './http/accounts.controller';
import { AuthenticationGuard } from './http/authentication.guard';
import { KeyRing } from './http/key-ring';
import { SessionsController } from './http/sessions.controller';

@Module({
  controllers: [AccountsController, SessionsController],
  providers: [KeyRing, AccessTokenStrategy, { provide: APP_GUARD, useClass: AuthenticationGuard }],
})
export class IdentityHttpModule {}
