import { type DynamicModule, Module, type OnModuleInit, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { EventsController } from './events.controller';
import { HealthController } from './health.controller';
import { announceDeprecations } from './deprecation';
import { tagAnswers } from './entity-tags';
import { endEventStreams } from './event-stream';
import { locateCreated } from './location';
import { refuseBodies } from './no-body';
import { linkPages } from './pagination';
import { ProblemFilter } from './problem.filter';
import { Readiness } from './readiness';
import { representAnswers } from './representations';
import { surroundRequests } from './request-context';
import { ValidationPipe } from './validation';

/** Health alone, for a process that serves no API. */
@Module({
  controllers: [HealthController],
  providers: [Readiness, { provide: APP_FILTER, useClass: ProblemFilter }],
})
export class ManagementModule {}

/** The HTTP side: the contexts' own HTTP modules and what they have in common. */
@Module({})
export class EdgeModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    announceDeprecations(fastify);
    surroundRequests(fastify);
    endEventStreams(fastify);
    refuseBodies(fastify);
    linkPages(fastify);
    locateCreated(fastify);
    tagAnswers(fastify);
    representAnswers(fastify);
  }

  static forRoot(contexts: Type[]): DynamicModule {
    return {
      module: EdgeModule,
      imports: [ManagementModule, ...contexts],
      controllers: [EventsController],
      providers: [{ provide: APP_PIPE, useClass: ValidationPipe }],
    };
  }
}
