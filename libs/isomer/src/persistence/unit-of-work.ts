import {
  type DataSource,
  type EntityManager,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import type { z } from 'zod';
import { CallContext } from '../call/call-context';
import { type ContractClass, defaultDeadlineMs } from '../contract/contract';
import type { EventClass, Payload } from '../contract/event';
import type { Outbox } from '../event/outbox';
import type { CommandsOf, JobTime } from '../job/job';
import type { Jobs } from '../job/jobs';
import { mostStatementMs } from './context-database';
import { connectionLost } from './database-failure';
import { directStatements } from './direct-statements';

/** A statement that is late is cancelled, which leaves the connection; after this time in milliseconds the connection is closed. */
const graceMs = 250;

const lostConnection = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** A context's way to its own data: one local transaction per command, and reads. */
export class UnitOfWork {
  private readonly reads: EntityManager;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox?: Outbox,
    private readonly jobs?: Jobs,
  ) {
    this.reads = directStatements(dataSource);
  }

  /**
   * Runs `work` in one transaction. What a command's work returns is stored under its idempotency key in
   * the same transaction. No contract may be called inside: it would hold locks and a connection while
   * another context works.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const context = CallContext.current;
    if (!context) throw new Error('A unit of work needs a call around it; see runAs()');
    if (context.transaction) throw new Error('A unit of work is open already');
    const { command } = context;
    command?.opening?.();
    const waiting: string[] = [];
    const done = this.dataSource.transaction(async (manager) => {
      // A connection may have come too late: nobody waits any more, so nothing may happen.
      throwIfEnded(context);
      // Nobody waits for the answer after the deadline, so the database need not go on, nor wait for us.
      const ms = timeoutMs(context);
      await manager.query(
        `SET LOCAL statement_timeout = ${Math.min(ms, mostStatementMs)}; SET LOCAL transaction_timeout = ${ms + graceMs}`,
      );
      await command?.claim(manager);
      const result = await context.within(manager).run(work);
      await command?.complete?.(manager, result);
      // Last, because it locks what others publish to.
      if (this.outbox) waiting.push(...(await this.outbox.write(manager)));
      if (this.jobs) waiting.push(...(await this.jobs.write(manager)));
      throwIfEnded(context);
      return result;
    });
    const result = await done.catch((error: unknown) => {
      // TypeORM lets go of a connection as it breaks, and says no more than that to whoever uses it next.
      throw lostConnection.some((type) => error instanceof type) ? connectionLost() : error;
    });
    command?.committed();
    this.outbox?.wake(waiting);
    return result;
  }

  /**
   * Publishes an event of this context if the unit of work commits.
   * @throws Error outside {@link run}, and for a payload that is not the event's
   */
  publish<T extends EventClass>(event: T, payload: Payload<T>): void {
    const transaction = CallContext.current?.transaction;
    if (!transaction) throw new Error(`Events are published in a unit of work; ${event.event.name} was not`);
    if (!this.outbox) throw new Error(`${event.event.name} was published where there is no outbox`);
    this.outbox.add(transaction, event, payload);
  }

  /**
   * Keeps others from publishing `event` for these keys until the unit of work ends. What is read after that holds what
   * they have published, and nothing else: so a count can be published that those who hear of it need not doubt.
   */
  async hold(event: EventClass, keys: readonly string[]): Promise<void> {
    await this.outbox?.hold(this.writer, event, keys);
  }

  /**
   * Runs a command of this context at its time, once, if the unit of work commits. It is a job of the context's module,
   * runs on behalf of the platform, and takes the place of the run that waits under the same `key`.
   * @throws Error outside {@link run}, and for an input that is not the command's
   */
  schedule<T extends ContractClass, K extends CommandsOf<T>>(
    contract: T,
    command: K,
    input: z.input<T['contract']['calls'][K]['input']>,
    { key, ...time }: { key: string } & JobTime,
  ): void {
    this.jobsOf(contract).add(this.writer, command, key, input, time);
  }

  /** Takes back what was scheduled, unless it has begun. @throws Error outside {@link run} */
  unschedule<T extends ContractClass>(contract: T, command: CommandsOf<T>, key: string): void {
    this.jobsOf(contract).cancel(this.writer, command, key);
  }

  private jobsOf({ contract: { name } }: ContractClass): Jobs {
    if (this.jobs?.context === name) return this.jobs;
    throw new Error(`Commands of ${name} are scheduled by ${name} itself`);
  }

  /** For statements that write. @throws Error outside {@link run} */
  get writer(): EntityManager {
    const transaction = CallContext.current?.transaction;
    if (!transaction) throw new Error('Writes belong in a unit of work');
    return transaction;
  }

  /** For statements that read: the open transaction if there is one. */
  get reader(): EntityManager {
    return CallContext.current?.transaction ?? this.reads;
  }
}

function throwIfEnded({ cancellation }: CallContext): void {
  if (cancellation.reason) throw cancellation.reason;
}

function timeoutMs({ cancellation }: CallContext): number {
  return Math.max(1, Math.min(Math.ceil(cancellation.remainingMs), 10 * defaultDeadlineMs));
}
