import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, UseInterceptors, applyDecorators } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';

/** Names the next page in a `Link` header (RFC 8288) beside the cursor in the body. */
@Injectable()
class PaginationInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = execution.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      tap((page: { next?: string }) => {
        if (page.next === undefined) return;
        const url = new URL(request.url, 'http://here');
        url.searchParams.set('cursor', page.next);
        void http.getResponse<FastifyReply>().header('Link', `<${url.pathname}${url.search}>; rel="next"`);
      }),
    );
  }
}

export function Paginated(): MethodDecorator {
  return applyDecorators(UseInterceptors(PaginationInterceptor));
}

