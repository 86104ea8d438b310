import { CallError, Unauthenticated, anonymous, sentences, setPrincipal } from '@isomer/framework/edge';
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

  /** @param info why there is no user: what the token lacks, or why its key could not be fetched, which is no fault of the token. */
  override handleRequest<T>(error: Error | null, user: T | false, info?: unknown): T {
    if (error) throw error;
    if (info instanceof CallError && !(info instanceof Unauthenticated)) throw info;
    if (!user) throw new Unauthenticated(sentences.badToken);
    return user;
  }
}
