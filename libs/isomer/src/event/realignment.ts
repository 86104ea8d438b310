import { mostSkewMs } from './delivery';
import type { Statements } from './lanes';

/** How two contexts of whose databases one was restored from a backup agree again, by keys and events. */
export interface Realigned {
  /** Keys whose events since the subscriber's backup are delivered again. */
  rewound: number;
  /** Events since the publisher's backup that got numbers which the subscriber has not seen. */
  renumbered: number;
}

const keysAtOnce = 1_000;

interface Entry {
  key: string;
  seq: string;
  handledAt: string;
}

/**
 * Makes the outbox of one context and the inbox of another agree. If both are of one time, which they are as long as
 * nobody restores one alone, it changes nothing, and it may run while all goes on.
 */
export class Realignment {
  /**
   * @param outbox runs statements in the schema of `publisher`
   * @param inbox runs statements in the schema of `subscriber`
   */
  constructor(
    private readonly publisher: string,
    private readonly subscriber: string,
    private readonly outbox: Statements,
    private readonly inbox: Statements,
  ) {}

  async run(): Promise<Realigned> {
    return { renumbered: await this.renumber(), rewound: await this.rewind() };
  }

  /**
   * The outbox is older than the inbox: it would give numbers to new events that are those of handled ones. What was
   * published after the last one of its key had been handled is new, whatever its number, unless the publisher knows that
   * it has been handled: then a clock ran ahead.
   */
  private async renumber(): Promise<number> {
    const [last] = await this.inbox.query<{ seq: string | null }[]>(
      'SELECT max(seq)::text AS seq FROM inbox WHERE publisher = $1',
      [this.publisher],
    );
    await this.outbox.query(
      `SELECT setval('outbox_seq', $1::bigint) FROM outbox_seq WHERE last_value < $1::bigint`,
      [last!.seq ?? '0'],
    );
    let count = 0;
    for (let entries = await this.entries(''); entries.length > 0;) {
      count += await this.renumberThose(entries);
      entries = await this.entries(entries.at(-1)!.key);
    }
    return count;
  }

  private async renumberThose(entries: Entry[]): Promise<number> {
    // Of a key with such an event all that follow get new numbers, for this subscriber alone: others have handled them.
    const renumbered = await this.outbox.query<unknown[]>(
      `WITH new AS (
         SELECT o.key, o.seq, o.seq <= i.seq AS is_hidden
         FROM outbox o JOIN outbox_lane l ON l.key = o.key AND l.subscriber = $1
           JOIN unnest($2::text[], $3::bigint[], $4::timestamptz[]) AS i (key, seq, handled_at) ON i.key = o.key
         WHERE $1 = ANY(o.subscribers) AND o.seq > greatest(l.done, l.skipped)
           AND (o.seq > i.seq OR o.published_at > i.handled_at + interval '${mostSkewMs} milliseconds')
         FOR UPDATE OF o
       ), hit AS (
         SELECT key, seq FROM new WHERE key IN (SELECT key FROM new WHERE is_hidden)
       ), taken AS (
         DELETE FROM outbox o USING hit WHERE o.key = hit.key AND o.seq = hit.seq AND cardinality(o.subscribers) = 1
         RETURNING o.*
       ), shared AS (
         UPDATE outbox o SET subscribers = array_remove(subscribers, $1) FROM hit
         WHERE o.key = hit.key AND o.seq = hit.seq AND cardinality(o.subscribers) > 1
         RETURNING o.*
       ), moved AS (
         SELECT * FROM taken UNION ALL SELECT * FROM shared
       ), copied AS (
         INSERT INTO outbox (key, seq, name, version, payload, trace_id, subscribers, published_at)
         SELECT key, nextval('outbox_seq'), name, version, payload, trace_id, ARRAY[$1], published_at
         FROM (SELECT * FROM moved ORDER BY key, seq) AS in_order RETURNING key
       ), woken AS (
         UPDATE outbox_lane l SET due_at = now(), parked = false, dead = NULL, skipped = 0, attempts = 0, error = NULL
         WHERE l.subscriber = $1 AND l.key IN (SELECT key FROM copied)
       ) SELECT FROM copied`,
      [
        this.subscriber,
        entries.map(({ key }) => key),
        entries.map(({ seq }) => seq),
        entries.map(({ handledAt }) => handledAt),
      ],
    );
    return renumbered.length;
  }

  private entries(after: string): Promise<Entry[]> {
    return this.inbox.query(
      `SELECT key, seq, handled_at::text AS "handledAt" FROM inbox
       WHERE publisher = $1 AND key > $2 ORDER BY key LIMIT ${keysAtOnce}`,
      [this.publisher, after],
    );
  }

  /** The inbox is older than the outbox: what it has forgotten comes again, as far as it is still there. */
  private async rewind(): Promise<number> {
    let count = 0;
    for (let after = ''; ;) {
      // Lanes first: whatever is handled meanwhile, the inbox is never behind them.
      const lanes = await this.outbox.query<{ key: string; done: string }[]>(
        `SELECT key, done FROM outbox_lane WHERE subscriber = $1 AND key > $2 AND NOT fresh
         ORDER BY key LIMIT ${keysAtOnce}`,
        [this.subscriber, after],
      );
      if (lanes.length === 0) return count;
      after = lanes.at(-1)!.key;
      const entries = await this.inbox.query<Entry[]>(
        'SELECT key, seq FROM inbox WHERE publisher = $1 AND key = ANY($2)',
        [this.publisher, lanes.map(({ key }) => key)],
      );
      const seen = new Map(entries.map(({ key, seq }) => [key, seq]));
      const behind = lanes.filter(({ key, done }) => BigInt(seen.get(key) ?? 0) < BigInt(done));
      const rewound = await this.outbox.query<unknown[]>(
        `WITH rewound AS (
           UPDATE outbox_lane l SET done = behind.seq, fresh = behind.seq = 0, skipped = 0, due_at = now(), parked = false,
             dead = NULL, attempts = 0, error = NULL
           FROM unnest($2::text[], $3::bigint[], $4::bigint[]) AS behind (key, seq, done)
           WHERE l.subscriber = $1 AND l.key = behind.key AND l.done = behind.done AND NOT l.fresh RETURNING 1
         ) SELECT FROM rewound`,
        [
          this.subscriber,
          behind.map(({ key }) => key),
          behind.map(({ key }) => seen.get(key) ?? '0'),
          behind.map(({ done }) => done),
        ],
      );
      count += rewound.length;
    }
  }
}
