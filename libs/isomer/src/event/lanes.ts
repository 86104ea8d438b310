import { jobKeys } from '../job/job';
import type { Delivered } from './delivery';

/** Events that one subscriber wants of one key, from where it has come to. */
export interface Lane {
  key: string;
  /** Number drawn when it was last published to: its events have lower ones, or the ones right above. */
  ticket: string;
  /** Number of the last event that the subscriber has handled. */
  done: string;
  /** Number above which the events are: `done`, or that of one that somebody has decided to skip. */
  after: string;
  /** Whether the subscriber has never said that it has handled anything. */
  fresh: boolean;
  /** How often the first of the events has been tried, this time included. */
  attempts: number;
  /** Until when it is held, which is how its holder is known: changed by nobody else before that. */
  lease: string;
  events: OutboxEvent[];
  /** Whether there are more events than these. */
  more: boolean;
}

export interface OutboxEvent {
  seq: string;
  name: string;
  version: number;
  payload: string;
  traceId: string;
  publishedAt: Date;
}

/** What runs statements. `rows` of those that return some. */
export interface Statements {
  query<T>(statement: string, parameters?: unknown[]): Promise<T>;
}

/** Events of a lane that are sent at once. */
const eventsPerDelivery = 20;
/** And the bytes of their payloads, if they are more than one: as text in a call they take up to twice that. */
const bytesPerDelivery = 256 * 1_024;

interface Row extends OutboxEvent {
  key: string;
  more: boolean;
}

/** The lanes of one subscriber in the schema of one publisher. */
export class Lanes {
  constructor(
    private readonly source: Statements,
    private readonly subscriber: string,
  ) {}

  /**
   * Takes up to `limit` lanes that are due, and counts an attempt for each: whoever takes one may not live to say what
   * became of it. They are due again after `leaseMs`, unless that is said. Those that somebody has locked are left out,
   * unless they are overdue and `isPatient`: a key that is published to all the time is always locked.
   */
  async take(limit: number, leaseMs: number, isPatient = false): Promise<Lane[]> {
    const taken: Taken[] = await this.source.query(
      `WITH due AS (
         SELECT key FROM outbox_lane WHERE subscriber = $1 AND due_at <= now()${isPatient ? overdue : ''}
         ORDER BY due_at LIMIT $2 FOR UPDATE ${isPatient ? '' : 'SKIP LOCKED'}
       ), taken AS (
         UPDATE outbox_lane l SET due_at = now() + make_interval(secs => $3::float8 / 1000), attempts = greatest(0, least(attempts, ${mostAttempts})) + 1
         FROM due WHERE l.subscriber = $1 AND l.key = due.key
         RETURNING ${laneColumns}
       )
       SELECT * FROM taken`,
      [this.subscriber, limit, leaseMs],
    );
    return this.withEvents(taken);
  }

  /**
   * Makes lanes due whose time lies further ahead than `mostMs`, which no lease and no delay does: the database's clock
   * has been set back since. Jobs wait for the time that they were scheduled for.
   */
  async recall(mostMs: number): Promise<void> {
    await this.source.query(
      `UPDATE outbox_lane l SET due_at = now() FROM (
         SELECT key FROM outbox_lane WHERE subscriber = $1 AND due_at > now() + make_interval(secs => $2::float8 / 1000)
           AND NOT ${isScheduled}
         FOR UPDATE SKIP LOCKED
       ) AS far WHERE l.subscriber = $1 AND l.key = far.key`,
      [this.subscriber, mostMs],
    );
  }

  private async withEvents(taken: Taken[]): Promise<Lane[]> {
    if (taken.length === 0) return [];
    const lanes = taken.map((lane): Lane => ({ ...lane, events: [], more: false }));
    // A statement of its own: it sees all that was committed before the lanes were taken. A job that was scheduled anew since
    // is no longer held, and what waits there now must not be run before its time.
    const rows: Row[] = await this.source.query(
      `SELECT e.key, e.seq, e.name, e.version, e.payload, e.trace_id AS "traceId", e.published_at AS "publishedAt",
         count = $4 OR place < count AS more
       FROM unnest($1::text[], $2::bigint[], $6::text[]) AS lane (key, after, lease)
       JOIN outbox_lane held ON held.key = lane.key AND held.subscriber = $3 AND held.due_at = lane.lease::timestamptz
       CROSS JOIN LATERAL (
         SELECT *, count(*) OVER () AS count, row_number() OVER (ORDER BY seq) AS place,
           sum(octet_length(payload)) OVER (ORDER BY seq) AS bytes
         FROM (SELECT * FROM outbox o WHERE o.key = lane.key AND o.seq > lane.after AND $3 = ANY(o.subscribers)
               ORDER BY o.seq LIMIT $4) AS next
       ) e WHERE e.place = 1 OR e.bytes <= $5 ORDER BY e.key, e.seq`,
      [
        lanes.map(({ key }) => key),
        lanes.map(({ after }) => after),
        this.subscriber,
        eventsPerDelivery,
        bytesPerDelivery,
        lanes.map(({ lease }) => lease),
      ],
    );
    const byKey = new Map(lanes.map((lane) => [lane.key, lane]));
    for (const { key, more, ...event } of rows) {
      const lane = byKey.get(key)!;
      lane.events.push(event);
      lane.more = more;
    }
    return lanes;
  }

  /**
   * What was sent has been handled, and nothing up to `reached` is left to send. If something is, the lane is due at once;
   * with `keepMs` it stays taken for that long instead, and is what this resolves with.
   */
  async finish(
    lane: Lane,
    handled: string,
    { more, reached = handled, keepMs }: { more: boolean; reached?: string; keepMs?: number },
  ): Promise<Lane | undefined> {
    const kept: Taken[] = await this.source.query(
      `WITH noted AS (
         UPDATE outbox_lane l SET ${progress}, error = NULL, attempts = CASE WHEN ${isLeft} THEN $7::int ELSE 0 END,
           due_at = CASE WHEN ${isLeft} THEN clock_timestamp() + make_interval(secs => $8::float8 / 1000) END
         WHERE subscriber = $1 AND key = $2 AND due_at = $3::timestamptz RETURNING ${laneColumns}
       )
       SELECT * FROM noted WHERE lease IS NOT NULL AND $7::int = 1`,
      [this.subscriber, lane.key, lane.lease, handled, more, reached, keepMs ? 1 : 0, keepMs ?? 0],
    );
    return (await this.withEvents(kept))[0];
  }

  /** The first of the events that was not handled is tried again after `delayMs`. */
  retry(lane: Lane, { handled, attempts, delayMs, error }: Retry): Promise<void> {
    const next = 'now() + make_interval(secs => $7::float8 / 1000)';
    const what = `${progress}, attempts = $5, error = $6, due_at = ${next}`;
    return this.note(lane, what, [handled, attempts, error, delayMs]);
  }

  /** The first of the events that was not handled is a dead letter, and those after it wait for a decision. */
  park(lane: Lane, { handled, attempts, error }: Omit<Retry, 'delayMs'>): Promise<void> {
    const dead = lane.events.find(({ seq }) => BigInt(seq) > BigInt(handled))?.seq;
    const what = `${progress}, attempts = $5, error = $6, due_at = NULL, parked = true, dead = $7`;
    return this.note(lane, what, [handled, attempts, error, dead]);
  }

  /** Goes on without an event that nobody wants any more. */
  passOver(lane: Lane, seq: string): Promise<void> {
    return this.note(lane, 'skipped = $4, attempts = 0, error = NULL, due_at = now()', [seq]);
  }

  /** Whoever no longer holds the lane says nothing of it: another one does, or all has been said. */
  private async note({ key, lease }: Lane, what: string, values: unknown[]): Promise<void> {
    await this.source.query(
      `UPDATE outbox_lane SET ${what} WHERE subscriber = $1 AND key = $2 AND due_at = $3::timestamptz`,
      [this.subscriber, key, lease, ...values],
    );
  }
}

type Taken = Omit<Lane, 'events' | 'more'>;
const laneColumns =
  'l.key, l.ticket, l.done, greatest(l.done, l.skipped) AS after, l.fresh, l.attempts, l.due_at::text AS lease';
/** A row with a number that nobody could have counted to must not keep others from being taken. */
const mostAttempts = 1_000_000;
const isLeft = '($5 OR ticket > $6)';
/** A job whose time has not come. */
export const isScheduled = `(starts_with(key, '${jobKeys}') AND due_at > now() AND attempts = 0 AND error IS NULL)`;
const overdue = " - interval '1 second'";
const progress = 'done = $4, fresh = fresh AND done = $4';

export interface Retry {
  handled: Delivered['handled'];
  attempts: number;
  delayMs: number;
  error: string;
}
