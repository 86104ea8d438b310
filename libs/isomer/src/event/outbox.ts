import type { EntityManager } from 'typeorm';
import { CallContext } from '../call/call-context';
import type { EventClass, EventDefinition, Payload } from '../contract/event';
import { jobKeys } from '../job/job';
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
   * sequence numbers of one key are in the order of commits, and two units of work never wait for each other.
   * Resolves with who is to be woken after the commit.
   */
  async write(transaction: EntityManager): Promise<string[]> {
    const published = this.published.get(transaction) ?? [];
    // What comes later would be lost.
    this.published.set(transaction, Object.freeze(published) as Publication[]);
    if (published.length === 0) return [];
    const lanes = new Map<string, [subscriber: string, key: string]>();
    for (const { event, key } of published)
      for (const subscriber of this.subscribers.of(event.name))
        lanes.set(`${subscriber} ${key}`, [subscriber, key]);
    const traceId = CallContext.current?.traceId ?? '';
    await transaction.query(insert, [
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
    await transaction.query(hold, [wanted.map(([subscriber]) => subscriber), wanted.map(([, key]) => key)]);
  }

  /** Calls back when something for `subscriber` was committed by this process. */
  onCommitted(subscriber: string, wake: () => void): void {
    this.listeners.set(subscriber, wake);
  }

  wake(subscribers: readonly string[]): void {
    for (const subscriber of subscribers) this.listeners.get(subscriber)?.();
  }
}

/*
 * A lane's ticket is drawn when its lock is held, and the numbers of the events after that: whoever has come to a number
 * above the ticket of a lane has seen all that was published to it. A new lane has done nothing before its ticket.
 */
const lanes = `
  WITH lanes AS (
    INSERT INTO outbox_lane AS l (subscriber, key, ticket, done, due_at)
    SELECT subscriber, key, ticket, ticket - 1, now()
    FROM (SELECT subscriber, key, nextval('outbox_seq') AS ticket
          FROM (SELECT * FROM unnest($1::text[], $2::text[]) AS wanted (subscriber, key) ORDER BY key, subscriber) AS sorted) AS new
    ON CONFLICT (key, subscriber) DO UPDATE
      SET ticket = nextval('outbox_seq'),
          due_at = CASE WHEN l.parked THEN NULL ELSE coalesce(l.due_at, now()) END
    RETURNING 1
  )`;

const hold = `${lanes} SELECT FROM lanes`;

const insert = `${lanes}
  INSERT INTO outbox (key, seq, name, version, payload, subscribers, trace_id)
  SELECT key, nextval('outbox_seq'), name, version, payload, string_to_array(subscribers, ','), $8
  FROM (SELECT key, name, version, payload, subscribers
        FROM (SELECT count(*) FROM lanes) AS locked,
             unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::text[])
               WITH ORDINALITY AS e (key, name, version, payload, subscribers, place)
        ORDER BY place) AS events`;
