import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CallContext, RunningCommand } from '../call/call-context';
import { encode } from '../call/wire';
import type { Call } from '../contract/contract';
import { IdempotencyKeyReused } from '../contract/framework-errors';
import { sentences } from '../contract/sentences';
import type { IdempotencyStore, StoredResult } from './idempotency-store';

/** Thrown through a unit of work, which rolls back: a concurrent duplicate has committed first. */
export class Replay extends Error {
  constructor(readonly result: unknown) {
    super('This command has been done already');
  }
}

/** One run of a command under its key: its result is stored with its effect or not at all. */
export class CommandOnce implements RunningCommand {
  private readonly scope: Buffer;
  private readonly fingerprint: Buffer;
  private readonly lifeHours: number | undefined;
  private claimed = false;
  private completed?: { result: unknown };
  private stored?: { result: unknown };

  constructor(
    private readonly store: IdempotencyStore,
    context: CallContext,
    private readonly call: Call,
    input: unknown,
  ) {
    this.scope = createHash('sha256').update(context.scope).digest();
    this.lifeHours = context.keyLifeHours;
    this.fingerprint = createHmac('sha256', store.secret)
      .update(context.fingerprint ?? JSON.stringify(input))
      .digest();
  }

  /** The answer of an earlier run. @throws IdempotencyKeyReused */
  async find(): Promise<{ result: unknown } | undefined> {
    const earlier = await this.store.find(this.scope);
    return earlier && { result: this.check(earlier) };
  }

  /** First statement of the unit of work. A concurrent duplicate waits here until the first one ends. */
  async claim(manager: EntityManager): Promise<void> {
    if (this.claimed)
      throw new Error('A command writes in one unit of work, so that it is done once or not at all');
    this.claimed = true;
    if (await this.store.claim(manager, this.scope, this.fingerprint, this.lifeHours)) return;
    const earlier = await this.store.find(this.scope, manager);
    if (!earlier) throw new Error('An idempotency key vanished while it was waited for');
    throw new Replay(this.check(earlier));
  }

  /** Last statement of the unit of work. */
  async complete(manager: EntityManager, result: unknown): Promise<void> {
    // Too large to travel is too large to store: found out before the commit, not after.
    await this.store.complete(manager, this.scope, encode(this.call.output.parse(result), 'The output'));
    this.completed = { result };
  }

  committed(): void {
    this.stored = this.completed;
  }

  assertStored(result: unknown): void {
    if (!this.stored)
      throw new Error('A command must write in a unit of work, or be declared exempt from idempotency');
    if (this.stored.result !== result) {
      throw new Error('A command must answer what its unit of work returned: that is what a retry gets');
    }
  }

  private check(earlier: StoredResult): unknown {
    if (!timingSafeEqual(earlier.fingerprint, this.fingerprint)) {
      throw new IdempotencyKeyReused(sentences.keyReused);
    }
    return JSON.parse(earlier.result);
  }
}
