import { CallContext } from '../call/call-context';
import type { ContractClass, Invoke } from '../contract/contract';
import type { EventDefinition } from '../contract/event';
import { Unavailable } from '../contract/framework-errors';
import type { AnyEventHandler } from '../event/subscription';
import type { UnitOfWork } from '../persistence/unit-of-work';
import type { AnySaga } from './definition';
import { type Next, type World, advance } from './engine';
import type { SagaRecord } from './record';
import type { Loaded, SagaStore } from './saga-store';
import type { Sagas } from './sagas';

/** Left to note where a saga stands, in milliseconds. */
const notingMs = 1_000;

/** Goes on with a saga whose turn has come: one at a time, since its turns are deliveries of one key. */
export class SagaRunner implements AnyEventHandler {
  constructor(
    private readonly context: string,
    private readonly known: readonly AnySaga[],
    private readonly store: SagaStore,
    private readonly sagas: Sagas,
    private readonly work: UnitOfWork,
    private readonly clients: ReadonlyMap<ContractClass, object>,
  ) {}

  async handle(wake: unknown): Promise<void> {
    const { id } = wake as { id: string };
    const loaded = await this.store.load(id);
    if (loaded?.record.status !== 'running') return;
    const { record, revision } = loaded;
    const next = await advance(this.definitionOf(record), record, this.world(loaded));
    await this.work.run(() => this.note(record, revision, next));
  }

  private async note(record: SagaRecord, revision: string, next: Next): Promise<void> {
    // What it has just done is there under its keys.
    if (!(await this.store.save(record, revision))) return this.sagas.schedule(record.id, 0);
    if (next) this.sagas.schedule(record.id, next.afterMs);
  }

  /** @throws Unavailable: a deployment may bring it, or bring it back */
  private definitionOf({ id, name, version, shape }: SagaRecord): AnySaga {
    const same = this.known.find((each) => each.name === name && each.version === version);
    if (same?.shape === shape) return same;
    const why = same
      ? `has other steps in this build: give those another version, and name version ${version} beside it`
      : `is not in this build: name it in the sagas of ${this.context}'s module for as long as some of it run`;
    throw new Unavailable(`Version ${version} of saga ${name}, which ${id} runs, ${why}`, {
      retryAfterMs: 10_000,
    });
  }

  private world({ record: { id }, arrived }: Loaded): World {
    const { cancellation } = CallContext.current!;
    return {
      now: () => Date.now(),
      hasTime: () => cancellation.remainingMs > 2 * notingMs,
      arrived: (step) => (arrived.has(step) ? { payload: arrived.get(step) } : undefined),
      give: ({ contract, command }, input, { key, timeoutMs }) => {
        const invoke = (this.clients.get(contract) as Record<string, Invoke>)[command]!;
        const idempotencyKey = `saga ${this.context} ${id} ${key}`;
        const deadlineMs = Math.min(timeoutMs, cancellation.remainingMs - notingMs);
        return invoke(input, { idempotencyKey, deadlineMs });
      },
    };
  }
}

/** Keeps an event for the sagas that wait for it, and wakes them. */
export class SagaWaits implements AnyEventHandler {
  constructor(
    private readonly event: EventDefinition,
    private readonly store: SagaStore,
    private readonly sagas: Sagas,
    private readonly work: UnitOfWork,
  ) {}

  async handle(payload: unknown): Promise<void> {
    await this.work.run(async () => {
      const woken = await this.store.arrive(this.event.name, this.event.key(payload), payload);
      for (const id of woken) this.sagas.schedule(id, 0);
    });
  }
}
