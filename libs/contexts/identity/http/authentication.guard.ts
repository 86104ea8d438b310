import { Unauthenticated, anonymous, sentences, setPrincipal } from '@isomer/framework/edge';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import type { Member } from './access-token.strategy';

/**
 * Says who each request comes from. No token means nobody in particular; a token that is not good is an
 * error everywhere, so that a client learns at once. What a caller may do is the contract's affair.
 */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  override canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    if (request.headers.authorization === undefined) {
      setPrincipal(request, anonymous);
      return true;
    }
    return this.authenticate(execution, request);
  }

  private async authenticate(execution: ExecutionContext, request: FastifyRequest): Promise<boolean> {
    await super.canActivate(execution);
    const { user } = request as FastifyRequest & { user: Member };
    setPrincipal(request, { kind: 'member', id: user.id });
    return true;
  }

  override handleRequest<T>(error: Error | null, user: T | false): T {
    if (error) throw error;
    if (!user) throw new Unauthenticated(sentences.badToken);
    return user;
  }
}
