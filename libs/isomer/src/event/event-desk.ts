import type { DataSource } from 'typeorm';
import { isScheduled } from './lanes';

/** How the events of one context for one subscriber stand. */
export interface LaneStatus {
  publisher: string;
  subscriber: string;
  /** Keys with something that is not handled. */
  waiting: number;
  /** Keys that wait for a decision. */
  parked: number;
  /** Keys whose last delivery did not succeed. */
  failing: number;
  /** Age of the oldest event that is not handled, in milliseconds. */
  oldestMs: number | null;
  /** Why one of them waits. */
  reason: string | null;
  /** Some of the keys that wait: the parked, then the failing ones. */
  keys: string[];
}

/** An event that has failed as often as an event may. Those of its key after it wait. */
export interface DeadEvent {
  publisher: string;
  subscriber: string;
  key: string;
  id: string;
  name: string;
  version: number;
  payload: string;
  traceId: string;
  publishedAt: Date;
  attempts: number;
  error: string;
}

/** A run of a command that waits for its time. */
export interface ScheduledRun {
  context: string;
  /** `job posts.publishScheduled`, or `tick identity.deleteExpiredTokens` when a cron pattern's time comes. */
  name: string;
  key: string;
  dueAt: Date;
  payload: string;
}

/** A dead letter: the subscriber that failed, and the number in the event's id. */
export interface OneLetter {
  subscriber: string;
  seq: string;
}

/** Keys of whose waiting events the oldest is looked for: one that has a million waits for the same reason. */
const keysLookedAt = 1_000;

/** How many of the keys that wait are named. */
const keysShown = 5;

const waiting = `(due_at IS NOT NULL OR parked) AND NOT ${isScheduled}`;

/** What a person sees of the events of one context, and decides about them. Works while the platform runs. */
export class EventDesk {
  constructor(
    private readonly publisher: string,
    private readonly source: Pick<DataSource, 'query'>,
  ) {}

  status(): Promise<LaneStatus[]> {
    return this.source.query(
      `SELECT $1 AS publisher, l.subscriber, count(*)::int AS waiting, (count(*) FILTER (WHERE parked))::int AS parked,
         (count(*) FILTER (WHERE error IS NOT NULL AND NOT parked))::int AS failing, max(error) AS reason,
         ARRAY(SELECT key FROM outbox_lane o WHERE o.subscriber = l.subscriber AND ${waiting}
               ORDER BY parked DESC, error IS NULL, key LIMIT ${keysShown}) AS keys,
         (SELECT (extract(epoch FROM clock_timestamp() - min(published_at)) * 1000)::float8
          FROM (SELECT key, greatest(done, skipped) AS after FROM outbox_lane o
                WHERE o.subscriber = l.subscriber AND ${waiting} LIMIT ${keysLookedAt}) AS few
          CROSS JOIN LATERAL (SELECT published_at FROM outbox WHERE key = few.key AND seq > few.after AND l.subscriber = ANY(subscribers)
                              ORDER BY seq LIMIT 1) AS first) AS "oldestMs"
       FROM outbox_lane l WHERE ${waiting} GROUP BY l.subscriber ORDER BY 1, 2`,
      [this.publisher],
    );
  }

  /** The next first. */
  scheduled(limit: number): Promise<ScheduledRun[]> {
    return this.source.query(
      `SELECT $1 AS context, e.name, e.key, due_at AS "dueAt", e.payload
       FROM (SELECT * FROM outbox_lane WHERE subscriber = $1 AND ${isScheduled} ORDER BY due_at LIMIT $2) AS l
       JOIN outbox e ON e.key = l.key AND e.seq > greatest(done, skipped) ORDER BY due_at`,
      [this.publisher, limit],
    );
  }

  /** The oldest first; with `one` that one alone. */
  deadLetters(limit: number, one?: OneLetter): Promise<DeadEvent[]> {
    return this.source.query(
      `SELECT $1 AS publisher, l.subscriber, l.key, $1 || '/' || e.seq AS id, e.name, e.version, e.payload,
         e.trace_id AS "traceId", e.published_at AS "publishedAt", l.attempts, coalesce(l.error, '') AS error
       FROM outbox_lane l CROSS JOIN LATERAL (
         SELECT * FROM outbox o WHERE o.key = l.key AND o.seq = l.dead
       ) AS e
       WHERE l.parked AND ($3::text IS NULL OR (l.subscriber = $3 AND l.dead = $4))
       ORDER BY e.published_at LIMIT $2`,
      [this.publisher, limit, one?.subscriber ?? null, one?.seq ?? null],
    );
  }

  /** Delivers `one` dead letter again, or all. Returns how many. */
  async retry(one?: OneLetter): Promise<number> {
    return this.decide('', one);
  }

  /** Goes on without a dead letter. Returns how many, which is 0 if it is none. */
  async skip(one: OneLetter): Promise<number> {
    return this.decide('skipped = dead,', one);
  }

  /** Forgets a context that is gone for good: what waits for it waits for nobody. Returns how many keys it had. */
  async drop(subscriber: string): Promise<number> {
    const rows: unknown[] = await this.source.query(
      'WITH gone AS (DELETE FROM outbox_lane WHERE subscriber = $1 RETURNING 1) SELECT FROM gone',
      [subscriber],
    );
    return rows.length;
  }

  private async decide(what: string, one?: OneLetter): Promise<number> {
    const rows: unknown[] = await this.source.query(
      `WITH decided AS (
         UPDATE outbox_lane SET ${what} parked = false, dead = NULL, attempts = 0, error = NULL, due_at = now()
         WHERE parked AND ($1::text IS NULL OR (subscriber = $1 AND dead = $2)) RETURNING 1
       ) SELECT FROM decided`,
      [one?.subscriber ?? null, one?.seq ?? null],
    );
    return rows.length;
  }
}
