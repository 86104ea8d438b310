import {
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  Catch,
  type ExceptionFilter,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { RpcException } from '@nestjs/microservices';
import { map, type Observable, throwError } from 'rxjs';

@Injectable()
export class WithToken implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToRpc().getData<{ token?: string }>().token === 'let me in';
  }
}

@Injectable()
export class NotEmpty implements PipeTransform<string, string> {
  transform(value: string): string {
    if (value.trim() === '') throw new RpcException({ code: 'EMPTY' });
    return value.trim();
  }
}

@Injectable()
export class Envelope implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(map((value) => ({ type: context.getType(), value })));
  }
}

@Catch(RpcException)
export class Translated implements ExceptionFilter<RpcException> {
  catch(exception: RpcException, host: ArgumentsHost): Observable<never> {
    return throwError(() => ({ translated: exception.getError(), type: host.getType() }));
  }
}
