import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { runAs } from '../call/call-context';
import { type Forgotten, type Remembered, eventsOf } from './delivery';

export type Forget = (forgotten: Forgotten) => Promise<Remembered>;

/** How often it looks, in milliseconds; not as the process starts, when those whom it must ask may be starting too. */
const everyMs = 10 * 60 * 1_000;
const rowsAtOnce = 1_000;

/**
 * Deletes events that all have handled, and lanes that were quiet for as long, in every replica: they take turns by row
 * locks. A subscriber forgets how far it has come before the lane goes, and the lane is fresh before the subscriber
 * forgets: whatever is published meanwhile, and wherever this breaks off, is handled once.
 */
export class OutboxSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Events');
  private timer?: NodeJS.Timeout;

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
    while ((await this.deleteEvents()) === rowsAtOnce);
    // One that is away keeps no other waiting.
    const closing = this.subscribers.map(async (subscriber) => {
      while ((await this.closeLanes(subscriber)) === rowsAtOnce);
    });
    for (const result of await Promise.allSettled(closing))
      if (result.status === 'rejected') throw result.reason;
  }

  private async deleteEvents(): Promise<number> {
    const rows: unknown[] = await this.source.query(
      `WITH over AS (
         SELECT key, seq FROM outbox o WHERE published_at < now() - make_interval(hours => $1) AND NOT EXISTS (
           SELECT FROM outbox_lane l
           WHERE l.key = o.key AND (due_at IS NOT NULL OR parked) AND greatest(done, skipped) < o.seq
         ) LIMIT ${rowsAtOnce} FOR UPDATE SKIP LOCKED
       ), gone AS (DELETE FROM outbox o USING over WHERE o.key = over.key AND o.seq = over.seq RETURNING 1)
       SELECT FROM gone`,
      [this.retentionHours],
    );
    return rows.length;
  }

  private async closeLanes(subscriber: string): Promise<number> {
    const lanes: { key: string; upTo: string; ticket: string }[] = await this.source.query(
      `WITH quiet AS (
         SELECT key FROM outbox_lane l WHERE subscriber = $1 AND due_at IS NULL AND NOT parked
           AND NOT EXISTS (SELECT FROM outbox o WHERE o.key = l.key)
         LIMIT ${rowsAtOnce} FOR UPDATE SKIP LOCKED
       ), made AS (
         UPDATE outbox_lane l SET fresh = true FROM quiet WHERE l.subscriber = $1 AND l.key = quiet.key
         RETURNING l.key, l.ticket, nextval('outbox_seq') AS "upTo"
       ) SELECT * FROM made`,
      [subscriber],
    );
    if (lanes.length === 0) return 0;
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
    // Those that are remembered would be found again at once.
    return remembered.size === 0 ? lanes.length : 0;
  }
}
