import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CallContextInterceptor } from './call-context.interceptor';
import { HealthController } from './health.controller';
import { ProblemFilter } from './problem.filter';
import { Readiness } from './readiness';
import { ValidationPipe } from './validation';

/** Health alone, for a process that serves no API. */
@Module({ controllers: [HealthController], providers: [Readiness, { provide: APP_FILTER, useClass: ProblemFilter }] })
export class ManagementModule {}

/** The HTTP side: the contexts' own HTTP modules and what they have in common. */
@Module({})
export class EdgeModule {
  static forRoot(contexts: Type[]): DynamicModule {
    return {
      module: EdgeModule,
      imports: [ManagementModule, ...contexts],
      providers: [
        { provide: APP_INTERCEPTOR, useClass: CallContextInterceptor },
        { provide: APP_PIPE, useClass: ValidationPipe },
      ],
    };
  }
}
