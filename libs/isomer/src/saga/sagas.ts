import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { EventDefinition } from '../contract/event';
import { parsedPayload } from '../event/publication';
import { jobKeys } from '../job/job';
import type { Jobs } from '../job/jobs';
import type { UnitOfWork } from '../persistence/unit-of-work';
import type { AnySaga, Saga } from './definition';
import type { Direction, Status } from './record';
import type { SagaStore } from './saga-store';

/** Payload of what is delivered when a saga is to go on. */
const Wake = z.object({ id: z.string() });

/** How a saga stands, for whoever started it. */
export interface SagaView {
  status: Status;
  direction: Direction;
  results: Record<string, unknown>;
  error?: string;
}

/** Starts the sagas of a context, and knows how they stand. */
export class Sagas {
  /** What a context delivers to itself: the next turn of one saga. */
  readonly wake: EventDefinition;

  constructor(
    private readonly context: string,
    private readonly known: readonly AnySaga[],
    private readonly store: SagaStore,
    private readonly work: UnitOfWork,
    private readonly jobs: Jobs,
  ) {
    this.wake = wakeDefinition(context);
  }

  /**
   * Starts a saga if the unit of work commits. Resolves with its id; under an id that one has, nothing is started.
   * @throws Error outside a unit of work, for a saga that the module does not name, and for an input that is not the saga's
   */
  async start<I extends z.ZodType>(
    saga: Saga<I>,
    input: z.input<I>,
    { id = randomUUID() }: { id?: string } = {},
  ): Promise<string> {
    if (!this.known.includes(saga))
      throw new Error(
        `${this.context} does not run version ${saga.version} of saga ${saga.name}: name it in the sagas of its module`,
      );
    const what = { name: `Saga ${saga.name}`, schema: saga.input };
    if (await this.store.insert(saga, id, parsedPayload(what, input, 'started'))) this.schedule(id, 0);
    return id;
  }

  async find(id: string): Promise<SagaView | undefined> {
    const loaded = await this.store.load(id);
    if (!loaded) return undefined;
    const { status, direction, results, error } = loaded.record;
    return { status, direction, results, error };
  }

  /** In a unit of work: it goes on in so many milliseconds, and not at what was said before. */
  schedule(id: string, delayMs: number): void {
    this.jobs.wish(this.work.writer, this.wake, sagaKey(id), { input: { id }, time: { delayMs } });
  }
}

/** Key in the outbox of one saga. No command is named like this. */
const sagaKey = (id: string) => `${jobKeys}@saga ${id}`;

export function wakeDefinition(context: string): EventDefinition {
  const name = `saga ${context}`;
  return {
    name,
    context,
    version: 1,
    schema: Wake,
    key: (wake) => (wake as z.infer<typeof Wake>).id,
    upcast: {},
  };
}
