import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { runAs } from '../call/call-context';
import { type Forgotten, type Remembered, eventsOf } from './delivery';

export type Forget = (forgotten: Forgotten) => Promise<Remembered>;

/** How often it looks, in milliseconds; not as the process starts, when those whom it must ask may be starting too. */
const everyMs = 10 * 60 * 1_000;
const rowsAtOnce = 1_000;
/** Sweeps of which one looks at all lanes: for those whose closing broke off, and that had no events. Once a day. */
const thorough = 144;

/**
 * Deletes events that all have handled, and lanes that were quiet for as long, in every replica: they take turns by row
 * locks. A subscriber forgets how far it has come before the lane goes, and the lane is fresh before the subscriber
 * forgets: whatever is published meanwhile, and wherever this breaks off, is handled once.
 */
export class OutboxSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Events');
  private timer?: NodeJS.Timeout;
  private sweeps = 0;

  constructor(
    private readonly publisher: string,
    private readonly source: DataSource,
    private readonly retentionHours: number,
    private readonly forgetIn: (subscriber: string) => Forget,
    private readonly subscribers: readonly string[],
  ) {}

  onApplicationBootstrap(): void {
    const sweep = () =>
      void this.sweep().catch((error: Error) =>
        this.log.warn(`Events of ${this.publisher} that are over could not be deleted: ${error.message}`),
      );
    this.timer = setInterval(sweep, everyMs);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    // Only of these can a lane be over now, unless something went wrong before.
    const keys = await this.deleteEvents();
    const isThorough = this.sweeps++ % thorough === 0;
    // One that is away keeps no other waiting.
    const closing = this.subscribers.map(async (subscriber) => {
      if (isThorough) return this.closeAll(subscriber);
      for (let i = 0; i < keys.length; i += rowsAtOnce)
        await this.closeLanes(subscriber, keys.slice(i, i + rowsAtOnce));
    });
    const failures = (await Promise.allSettled(closing)).flatMap((result, i) =>
      result.status === 'rejected' ? [`${this.subscribers[i]}: ${(result.reason as Error).message}`] : [],
    );
    if (failures.length > 0) throw new Error(failures.join('; '));
  }

  /** Returns the keys of what it has deleted. */
  private async deleteEvents(): Promise<string[]> {
    const keys = new Set<string>();
    for (;;) {
      const rows: { key: string }[] = await this.source.query(
        `WITH over AS (
           SELECT key, seq FROM outbox o WHERE published_at < now() - make_interval(hours => $1) AND NOT EXISTS (
             SELECT FROM outbox_lane l
             WHERE l.key = o.key AND (due_at IS NOT NULL OR parked) AND greatest(done, skipped) < o.seq
           ) LIMIT ${rowsAtOnce} FOR UPDATE SKIP LOCKED
         ), gone AS (DELETE FROM outbox o USING over WHERE o.key = over.key AND o.seq = over.seq RETURNING o.key)
         SELECT key FROM gone`,
        [this.retentionHours],
      );
      for (const { key } of rows) keys.add(key);
      if (rows.length < rowsAtOnce) return [...keys];
    }
  }

  private async closeAll(subscriber: string): Promise<void> {
    for (let after = ''; ;) {
      const lanes: { key: string }[] = await this.source.query(
        `SELECT key FROM outbox_lane WHERE subscriber = $1 AND key > $2 AND due_at IS NULL AND NOT parked
         ORDER BY key LIMIT ${rowsAtOnce}`,
        [subscriber, after],
      );
      if (lanes.length === 0) return;
      await this.closeLanes(
        subscriber,
        lanes.map(({ key }) => key),
      );
      after = lanes.at(-1)!.key;
    }
  }

  /** Those of `keys` that nothing is left of. */
  private async closeLanes(subscriber: string, keys: string[]): Promise<void> {
    const lanes: { key: string; upTo: string; ticket: string }[] = await this.source.query(
      `WITH quiet AS (
         SELECT key FROM outbox_lane l WHERE subscriber = $1 AND key = ANY($2) AND due_at IS NULL AND NOT parked
           AND NOT EXISTS (SELECT FROM outbox o WHERE o.key = l.key)
         FOR UPDATE SKIP LOCKED
       ), made AS (
         UPDATE outbox_lane l SET fresh = true FROM quiet WHERE l.subscriber = $1 AND l.key = quiet.key
         RETURNING l.key, l.ticket, nextval('outbox_seq') AS "upTo"
       ) SELECT * FROM made`,
      [subscriber, keys],
    );
    if (lanes.length === 0) return;
    const forgotten = { publisher: this.publisher, lanes: lanes.map(({ key, upTo }) => ({ key, upTo })) };
    const remembered = new Set(
      (await runAs(eventsOf(this.publisher), () => this.forgetIn(subscriber)(forgotten))).keys,
    );
    const quiet = lanes.filter(({ key }) => !remembered.has(key));
    await this.source.query(
      `WITH gone AS (
         SELECT l.key FROM outbox_lane l JOIN unnest($2::text[], $3::bigint[]) AS quiet (key, ticket)
           ON l.key = quiet.key AND l.ticket = quiet.ticket
         WHERE l.subscriber = $1 AND due_at IS NULL AND NOT parked FOR UPDATE OF l SKIP LOCKED
       ) DELETE FROM outbox_lane l USING gone WHERE l.subscriber = $1 AND l.key = gone.key`,
      [subscriber, quiet.map(({ key }) => key), quiet.map(({ ticket }) => ticket)],
    );
  }
}
