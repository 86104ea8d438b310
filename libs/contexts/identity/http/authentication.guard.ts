import {
  CallError,
  type Member,
  Unauthenticated,
  anonymous,
  sentences,
  setPrincipal,
} from '@isomer/framework/edge';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Standings } from './standings';

/**
 * Says who each request comes from. No token means nobody in particular; a token that is not good is an
 * error everywhere, so that a client learns at once. What a caller may do is the contract's affair. What reads takes a token
 * at its word until it expires; what changes something needs a session that lives.
 */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') {
  constructor(private readonly standings: Standings) {
    super();
  }

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
    const reads = request.method === 'GET' || request.method === 'HEAD';
    setPrincipal(request, reads ? user : await this.standings.confirmed(user));
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
