import type { OnApplicationBootstrap } from '@nestjs/common';
import { runAs } from '../call/call-context';
import type { EventDefinition } from '../contract/event';
import type { UnitOfWork } from '../persistence/unit-of-work';
import { eventsOf } from '../event/delivery';
import type { AnyEventHandler } from '../event/subscription';
import { Tick, tickDefinition, tickKey, timeAfter } from './job';
import type { Jobs } from './jobs';

/**
 * The cron pattern of one command. A tick is a job too: when it comes, one unit of work schedules the command for now
 * and the next tick. So each tick runs once, in one replica; ticks of a time in which nobody was there are one; and a
 * command that fails is replaced by that of the next tick.
 */
export class Ticks implements AnyEventHandler, OnApplicationBootstrap {
  readonly event: EventDefinition;
  private readonly key: string;

  constructor(
    private readonly context: string,
    private readonly command: string,
    private readonly pattern: { cron: string; timeZone: string },
    private readonly jobs: Jobs,
    private readonly work: UnitOfWork,
  ) {
    this.event = tickDefinition(context, command);
    this.key = tickKey(command);
  }

  /** Schedules the next tick, unless that has been done for this very pattern. */
  async onApplicationBootstrap(): Promise<void> {
    await runAs(eventsOf(this.context), () =>
      this.work.run(async () => {
        const pending = await this.jobs.pending(this.work.writer, this.key);
        const known = pending === undefined ? undefined : (JSON.parse(pending) as Tick);
        if (known?.cron === this.pattern.cron && known.timeZone === this.pattern.timeZone) return;
        this.scheduleAfter(new Date(), this.pattern);
      }),
    );
  }

  async handle(payload: unknown): Promise<void> {
    const { at, ...pattern } = payload as Tick;
    await this.work.run(async () => {
      this.jobs.add(this.work.writer, this.command, undefined, {}, { delayMs: 0 });
      // Not the same tick again where this process's clock is behind that of whoever scheduled it, and not the pattern
      // of this build where one that is being deployed has another.
      this.scheduleAfter(new Date(Math.max(Date.parse(at), Date.now())), pattern);
    });
  }

  private scheduleAfter(moment: Date, pattern: Omit<Tick, 'at'>): void {
    const at = timeAfter(pattern, moment);
    const input: Tick = { at: at.toISOString(), ...pattern };
    this.jobs.wish(this.work.writer, this.event, this.key, { input, time: { at } });
  }
}
