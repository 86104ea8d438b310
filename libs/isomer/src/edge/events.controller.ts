import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Bindings } from '../call/bindings';
import { CallError } from '../contract/errors';
import { Unavailable } from '../contract/framework-errors';
import { DeadLetter, EventDeskApi, LaneState, NoSuchDeadLetter } from '../event/desk-calls';
import { ApiCall } from './api-call.decorator';
import { numeric, queryOf } from './validation';

const unreachable = z
  .array(z.string())
  .describe('Contexts that could not be asked now, of which nothing is said here');
const EventStatus = z.object({ lanes: z.array(LaneState), unreachable }).meta({
  id: 'EventStatus',
  examples: [{ lanes: [], unreachable: [] }],
});
const DeadLetters = z.object({ items: z.array(DeadLetter), unreachable }).meta({
  id: 'DeadLetters',
  examples: [{ items: [], unreachable: [] }],
});
const Decided = z
  .object({ count: z.int().describe('How many dead letters were decided about'), unreachable })
  .meta({ id: 'Decided', examples: [{ count: 1, unreachable: [] }] });

const name = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,62}$/, 'must be the name of a context')
  .meta({ example: 'posts' });
const Subscriber = name.describe('The context that failed to handle it');
const Publisher = name
  .describe('The context that published it: the first part of its id')
  .meta({ example: 'comments' });
const Seq = z
  .string()
  .regex(/^\d{1,18}$/, 'must be a number')
  .describe('The second part of its id')
  .meta({ example: '42' });
const Limit = queryOf({
  limit: numeric(z.int().min(1).max(100).default(50)).describe('How many of each context, the oldest first'),
});

/** For who looks after the platform: what waits between contexts, wherever they run. The CLI does the same. */
@ApiTags('Administration')
@Controller('v1/admin/events')
export class EventsController {
  constructor(private readonly bindings: Bindings) {}

  @Get()
  @ApiCall(EventDeskApi, 'status', {
    summary: 'See what events wait for',
    description:
      'How many keys of events wait for which context, and why. Nothing is listed where nothing waits.',
    response: EventStatus,
  })
  async status(): Promise<z.infer<typeof EventStatus>> {
    const { answers, unreachable } = await this.all((context) => this.bindings.deskOf(context).status({}));
    return { lanes: answers.flatMap(({ lanes }) => lanes), unreachable };
  }

  @Get('dead-letters')
  @ApiCall(EventDeskApi, 'deadLetters', {
    summary: 'List dead letters',
    description:
      'Events that have failed ten times. Each keeps those of its key after it waiting until somebody decides.',
    response: DeadLetters,
  })
  async list(@Query({ schema: Limit }) query: z.infer<typeof Limit>): Promise<z.infer<typeof DeadLetters>> {
    const { answers, unreachable } = await this.all((context) =>
      this.bindings.deskOf(context).deadLetters(query),
    );
    return { items: answers.flatMap(({ letters }) => letters), unreachable };
  }

  @Get('dead-letters/:subscriber/:publisher/:seq')
  @ApiCall(EventDeskApi, 'deadLetters', {
    summary: 'Read a dead letter',
    variant: 'One',
    description: 'One event that has failed, with what it says.',
    response: DeadLetter,
  })
  async show(
    @Param('subscriber', { schema: Subscriber }) subscriber: string,
    @Param('publisher', { schema: Publisher }) publisher: string,
    @Param('seq', { schema: Seq }) seq: string,
  ): Promise<z.infer<typeof DeadLetter>> {
    const { letters } = await this.deskOf(publisher).deadLetters({ limit: 1, one: { subscriber, seq } });
    return letters[0]!;
  }

  @Post('dead-letters/retry')
  @ApiCall(EventDeskApi, 'retry', {
    summary: 'Retry all dead letters',
    variant: 'All',
    description: 'Delivers all of them again, and then those of their keys after them.',
    status: 200,
    response: Decided,
  })
  async retryAll(): Promise<z.infer<typeof Decided>> {
    const { answers, unreachable } = await this.all((context) => this.bindings.deskOf(context).retry({}));
    return { count: answers.reduce((sum, { count }) => sum + count, 0), unreachable };
  }

  @Post('dead-letters/:subscriber/:publisher/:seq/retry')
  @ApiCall(EventDeskApi, 'retry', {
    summary: 'Retry a dead letter',
    description: 'Delivers it again, and then those of its key after it.',
    status: 200,
    response: Decided,
  })
  async retry(
    @Param('subscriber', { schema: Subscriber }) subscriber: string,
    @Param('publisher', { schema: Publisher }) publisher: string,
    @Param('seq', { schema: Seq }) seq: string,
  ): Promise<z.infer<typeof Decided>> {
    return { ...(await this.deskOf(publisher).retry({ one: { subscriber, seq } })), unreachable: [] };
  }

  @Post('dead-letters/:subscriber/:publisher/:seq/skip')
  @ApiCall(EventDeskApi, 'skip', {
    summary: 'Go on without a dead letter',
    description: 'That context never handles this event; those of its key after it are delivered.',
    status: 200,
    response: Decided,
  })
  async skip(
    @Param('subscriber', { schema: Subscriber }) subscriber: string,
    @Param('publisher', { schema: Publisher }) publisher: string,
    @Param('seq', { schema: Seq }) seq: string,
  ): Promise<z.infer<typeof Decided>> {
    return { ...(await this.deskOf(publisher).skip({ one: { subscriber, seq } })), unreachable: [] };
  }

  private deskOf(publisher: string) {
    if (!this.bindings.contexts.includes(publisher)) throw new NoSuchDeadLetter();
    return this.bindings.deskOf(publisher);
  }

  /** Asks every context. One that is away does not keep the others from being seen; if all are, that is said. */
  private async all<T>(
    ask: (context: string) => Promise<T>,
  ): Promise<{ answers: T[]; unreachable: string[] }> {
    const { contexts } = this.bindings;
    const asked = await Promise.allSettled(contexts.map(ask));
    const answers: T[] = [];
    const unreachable: string[] = [];
    asked.forEach((each, i) => {
      if (each.status === 'fulfilled') answers.push(each.value);
      else if (each.reason instanceof CallError && each.reason.retryable) unreachable.push(contexts[i]!);
      else throw each.reason;
    });
    if (answers.length === 0) throw new Unavailable('None of the contexts can be reached');
    return { answers, unreachable };
  }
}
