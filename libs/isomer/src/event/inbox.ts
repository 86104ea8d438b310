import type { EntityManager } from 'typeorm';
import type { RunningCommand } from '../call/call-context';
import { type Prepared, runPrepared } from '../persistence/prepared';

/** Which events a unit of work may handle: the ones of a key after those that were handled. */
export interface Place {
  publisher: string;
  key: string;
  seq: string;
  /** Number of the event before it. */
  after: string;
  /** Whether nothing is known to have been before it. */
  fresh: boolean;
}

/** Thrown through a unit of work, which rolls back: another delivery of the event has committed first. */
export class HandledAlready extends Error {
  constructor() {
    super('This event has been handled already');
  }
}

export class Gap extends Error {
  constructor({ publisher, key, after }: Place, seen: string) {
    super(
      `Event ${after} of ${publisher} for key ${key} comes first, and ${seen} was the last one here. ` +
        'If this database was restored from an older backup: isomer events realign',
    );
  }
}

/** If nothing is known to have been before the event, a row that says less is one that was not forgotten. */
const claimEntry: Prepared = {
  name: 'isomer claim entry',
  text: `
  INSERT INTO inbox AS i (publisher, key, seq) VALUES ($1, $2, $3)
  ON CONFLICT (publisher, key) DO UPDATE SET seq = $3, handled_at = now()
    WHERE i.seq < $3 AND ($5 OR i.seq >= $4)
  RETURNING xmax = 0 AS "isNew"`,
};

/** One handling of an event: its effect and its place in the inbox are committed together. */
export class InboxEntry implements RunningCommand {
  private opened = false;
  private claimed = false;
  private done = false;
  private refusal?: HandledAlready | Gap;

  constructor(readonly place: Place) {}

  /** Whether a unit of work was opened. */
  get isClaimed(): boolean {
    return this.claimed;
  }

  /** Whether its unit of work has no connection yet. */
  get isWaiting(): boolean {
    return this.opened && !this.claimed;
  }

  opening(): void {
    this.opened = true;
  }

  /** First statement of the unit of work: it is handled if that commits. Another delivery of the same key waits here. */
  async claim(manager: EntityManager): Promise<void> {
    if (this.claimed)
      throw new Error('An event is handled in one unit of work, so that it is handled once or not at all');
    this.claimed = true;
    const { publisher, key, seq, after, fresh } = this.place;
    const [claimed] = await runPrepared<{ isNew: boolean }>(manager, claimEntry, [
      publisher,
      key,
      seq,
      after,
      fresh,
    ]);
    if (claimed && (!claimed.isNew || fresh || BigInt(after) === 0n)) return;
    // The row is locked, or there was none before.
    const [row]: { seq: string }[] = claimed
      ? []
      : await manager.query('SELECT seq FROM inbox WHERE publisher = $1 AND key = $2', [publisher, key]);
    const seen = row?.seq ?? '0';
    this.refusal = BigInt(seen) >= BigInt(seq) ? new HandledAlready() : new Gap(this.place, seen);
    throw this.refusal;
  }

  committed(): void {
    this.done = true;
  }

  /** @throws HandledAlready, Gap, or Error if a handler caught what its unit of work failed with */
  assertCommitted(): void {
    if (this.refusal) throw this.refusal;
    if (!this.done) throw new Error('A handler must not go on when its unit of work has failed');
  }
}
