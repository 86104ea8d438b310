import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import { Cancelled } from '../contract/framework-errors';
import { openRoot } from './request-context';

/** Runs each request in surroundings of its own, which end with the request or with its client. */
@Injectable()
export class CallContextInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    const root = openRoot(http.getRequest<FastifyRequest>());
    const { raw } = http.getResponse<FastifyReply>();
    const close = () => {
      if (!raw.writableFinished) root.cancellation.end(new Cancelled('The client went away'));
      root.cancellation.dispose();
    };
    if (raw.destroyed) close();
    else raw.once('close', close);
    return new Observable((subscriber) => root.run(() => next.handle().subscribe(subscriber)));
  }
}
