import type { EntityManager } from 'typeorm';
import { CallContext } from '../call/call-context';
import type { EventClass, EventDefinition, Payload } from '../contract/event';
import { jobKeys } from '../job/job';
import { runPrepared } from '../persistence/prepared';
import { holdLanes, insertEvent, insertEvents } from './outbox-statements';
import { assertKey, parsedPayload, payloadText } from './publication';
import type { Subscribers } from './subscription';

/** An event that a unit of work has published and not yet committed. */
interface Publication {
  event: EventDefinition;
  key: string;
  payload: string;
}

/** The events that a context publishes: written with what they tell of, in one transaction. */
export class Outbox {
  private readonly published = new WeakMap<EntityManager, Publication[]>();
  private readonly declared: ReadonlySet<EventDefinition>;
  private readonly listeners = new Map<string, () => void>();

  constructor(
    private readonly context: string,
    events: readonly EventClass[],
    private readonly subscribers: Subscribers,
  ) {
    this.declared = new Set(events.map(({ event }) => event));
  }

  /** @throws Error for an event that is not this context's, or a payload that is not the event's */
  add<T extends EventClass>(transaction: EntityManager, { event }: T, payload: Payload<T>): void {
    if (!this.declared.has(event))
      throw new Error(
        `${this.context} does not publish ${event.name}: name it in the events of its contract`,
      );
    const parsed = parsedPayload(event, payload);
    const key = event.key(parsed);
    assertKey(event, key);
    if (key.startsWith(jobKeys)) throw new Error(`${event.name} has a key like a job's: '${key}'`);
    const published = this.published.get(transaction) ?? [];
    if (Object.isFrozen(published))
      throw new Error(`${event.name} was published when its unit of work had ended`);
    this.published.set(transaction, published);
    published.push({ event, key, payload: payloadText(event, parsed) });
  }

  /**
   * Last statement of a unit of work. Locks the lanes of all its keys, in one order everywhere, until the commit: so
   * sequence numbers of one key are in the order of commits, and two units of work never wait for each other in a circle,
   * unless one has begun with {@link hold}: then the database ends one of them, which may be tried again.
   * Resolves with who is to be woken after the commit.
   */
  async write(transaction: EntityManager): Promise<string[]> {
    const published = this.published.get(transaction) ?? [];
    // What comes later would be lost.
    this.published.set(transaction, Object.freeze(published) as Publication[]);
    if (published.length === 0) return [];
    const traceId = CallContext.current?.traceId ?? '';
    const [{ event, key, payload }] = published as [Publication];
    const [subscriber, ...others] = this.subscribers.of(event.name);
    if (published.length === 1 && subscriber !== undefined && others.length === 0) {
      const values = [subscriber, key, event.name, event.version, payload, traceId];
      await runPrepared(transaction, insertEvent, values);
      return [subscriber];
    }
    return this.writeMany(transaction, published, traceId);
  }

  private async writeMany(
    transaction: EntityManager,
    published: Publication[],
    traceId: string,
  ): Promise<string[]> {
    const lanes = new Map<string, [subscriber: string, key: string]>();
    for (const { event, key } of published)
      for (const subscriber of this.subscribers.of(event.name))
        lanes.set(`${subscriber} ${key}`, [subscriber, key]);
    await runPrepared(transaction, insertEvents, [
      [...lanes.values()].map(([subscriber]) => subscriber),
      [...lanes.values()].map(([, key]) => key),
      published.map(({ key }) => key),
      published.map(({ event }) => event.name),
      published.map(({ event }) => event.version),
      published.map(({ payload }) => payload),
      published.map(({ event }) => [...this.subscribers.of(event.name)].join()),
      traceId,
    ]);
    return [...new Set([...lanes.values()].map(([subscriber]) => subscriber))];
  }

  /** Keeps others from publishing to `keys` until the commit, so that what is read then is what they have published. */
  async hold(transaction: EntityManager, { event }: EventClass, keys: readonly string[]): Promise<void> {
    const wanted = [...this.subscribers.of(event.name)].flatMap((subscriber) =>
      keys.map((key) => [subscriber, key] as const),
    );
    await transaction.query(holdLanes, [
      wanted.map(([subscriber]) => subscriber),
      wanted.map(([, key]) => key),
    ]);
  }

  /** Calls back when something for `subscriber` was committed by this process. */
  onCommitted(subscriber: string, wake: () => void): void {
    this.listeners.set(subscriber, wake);
  }

  wake(subscribers: readonly string[]): void {
    for (const subscriber of subscribers) this.listeners.get(subscriber)?.();
  }
}
