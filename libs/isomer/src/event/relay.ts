import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { runAs } from '../call/call-context';
import { Seldom } from '../call/seldom';
import { CallError } from '../contract/errors';
import { Absences, afterFailures } from './delays';
import { type Delivered, type Delivery, deliveryMs, eventsOf } from './delivery';
import type { Lane, Lanes } from './lanes';

export type Deliver = (delivery: Delivery) => Promise<Delivered>;

export interface RelayOptions {
  publisher: string;
  subscriber: string;
  lanes: Lanes;
  deliver: Deliver;
  /** Deliveries at once. */
  concurrency?: number;
  /** How often to look for what nobody has told of, in milliseconds. */
  pollMs?: number;
  /** Failures of an event before it is a dead letter. */
  maxAttempts?: number;
  /** Delay after the first failure, in milliseconds; doubled with each further one. */
  firstDelayMs?: number;
  /** Delay when something is away that the handler needs, in milliseconds; doubled as long as it is. */
  laterDelayMs?: number;
}

/** For how long a lane is taken, in milliseconds. */
const leaseMs = deliveryMs + 5_000;
/** No lane waits for longer than that, in milliseconds: not even one that was taken before the clock was set back. */
const longestWaitMs = 5 * 60_000;
/** How often it looks for lanes that a clock that was set back has left waiting, in milliseconds. */
const recallMs = 60_000;
/** Deliveries of one lane in a row, while others may wait for their turn. */
const mostInARow = 10;
/** For an event that the subscriber does not know: a deployment may, soon. */
const unreadDelayMs = 10_000;
/** Until then an event that the subscriber does not know may be one that a newer build of it wants, in milliseconds. */
const longestDeploymentMs = 15 * 60_000;
const longestPauseMs = 5_000;

const log = new Logger('Events');
const warnings = new Seldom((line) => log.warn(line), 5_000);

/** Brings the events of one context to one subscriber, wherever that runs, until it says that it has handled them. */
export class Relay {
  private readonly running = new Set<Promise<void>>();
  private stopped = false;
  private woken = false;
  private rouse: () => void = () => undefined;
  private loop?: Promise<void>;
  /** Deliveries in a row that nobody was there for. */
  private unreachable = 0;
  private recallAt = 0;
  private patientAt = 0;
  private readonly absences: Absences;

  constructor(private readonly options: RelayOptions) {
    this.absences = new Absences(options.laterDelayMs ?? 1_000);
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** Looks for what is due now. */
  wake(): void {
    this.woken = true;
    this.rouse();
  }

  /** Begins nothing more, and resolves when what it has begun is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
    await Promise.all(this.running);
  }

  private async run(): Promise<void> {
    const { concurrency = 4, lanes } = this.options;
    while (!this.stopped) {
      this.woken = false;
      // While nobody is there one lane is enough to find out when somebody is.
      const room = (this.unreachable > 0 ? 1 : concurrency) - this.running.size;
      let taken = 0;
      if (room > 0) {
        try {
          await this.recall();
          const due = await lanes.take(room, leaseMs);
          taken = due.length;
          for (const lane of due) this.begin(Promise.resolve(lane));
          if (taken < room) this.lookPatiently();
        } catch (error) {
          this.warn('cannot read its outbox', error);
        }
      }
      if (this.stopped) return;
      if (this.unreachable > 0 || !(taken === room || this.woken)) await this.rest();
      else if (this.running.size >= concurrency) await Promise.race(this.running);
    }
  }

  /** Until somebody wakes it, or it is time to look. */
  private async rest(): Promise<void> {
    const { pollMs = 1_000 } = this.options;
    const ms = this.unreachable > 0 ? Math.min(longestPauseMs, 50 * 2 ** this.unreachable) : pollMs;
    if (this.woken && this.unreachable === 0) return;
    const alarm = new AbortController();
    this.rouse = () => {
      // What was committed meanwhile does not bring back who is away.
      if (this.unreachable === 0 || this.stopped) alarm.abort();
    };
    await wait(ms, undefined, { signal: alarm.signal }).catch(() => undefined);
    this.rouse = () => undefined;
  }

  private async recall(): Promise<void> {
    const now = performance.now();
    if (now < this.recallAt) return;
    await this.options.lanes.recall(longestWaitMs);
    this.recallAt = now + recallMs;
  }

  /** Waits for a lane that is overdue because it is always locked, beside all else. */
  private lookPatiently(): void {
    const now = performance.now();
    if (now < this.patientAt || this.unreachable > 0) return;
    // Until it has come back, there is no other: all of them would wait for the same lane.
    this.patientAt = Infinity;
    const taken = this.options.lanes.take(1, leaseMs, true).finally(() => {
      this.patientAt = performance.now() + (this.options.pollMs ?? 1_000);
    });
    this.begin(taken.then(([lane]) => lane));
  }

  private begin(taken: Promise<Lane | undefined>): void {
    const delivery = taken
      .then((lane) => this.handOver(lane))
      .catch((error: unknown) => this.warn('cannot note what became of an event', error))
      .finally(() => {
        this.running.delete(delivery);
        this.wake();
      });
    this.running.add(delivery);
  }

  /** Goes on with the lane while there is more: one that is published to all the time is hard to take again. */
  private async handOver(taken: Lane | undefined): Promise<void> {
    let lane = taken;
    for (let i = 1; lane; i++) {
      const keepMs = i < mostInARow && !this.stopped ? leaseMs : undefined;
      lane = (await this.deliverOnce(lane, keepMs)) ?? undefined;
    }
  }

  private async deliverOnce(lane: Lane, keepMs: number | undefined): Promise<Lane | undefined | void> {
    const { lanes } = this.options;
    const { events } = lane;
    // What was published to it is no longer wanted.
    if (events.length === 0)
      return lanes.finish(lane, lane.done, { more: false, reached: lane.ticket, keepMs });
    if (lane.attempts > this.maxAttempts) {
      const error = 'Whoever handled it ended, or never answered';
      return this.park(lane, { handled: lane.done, attempts: lane.attempts - 1, error });
    }
    let delivered: Delivered;
    try {
      delivered = await this.send(lane);
      this.unreachable = 0;
    } catch (error) {
      return this.undelivered(lane, error);
    }
    const { handled, failure } = delivered;
    if (failure) return this.failed(lane, handled, failure);
    this.absences.over(lane.key);
    const all = handled === events.at(-1)!.seq;
    return lanes.finish(lane, handled, { more: lane.more || !all, keepMs });
  }

  private send({ key, done, fresh, events }: Lane): Promise<Delivered> {
    const { publisher, deliver } = this.options;
    const delivery = {
      publisher,
      key,
      after: done,
      fresh,
      events: events.map((each) => ({ ...each, publishedAt: each.publishedAt.toISOString() })),
    };
    return runAs(eventsOf(publisher, events[0]!.traceId), () => deliver(delivery));
  }

  /** Nobody there is nobody's failure; what may have run may have been the end of who ran it, and counts. */
  private undelivered(lane: Lane, error: unknown): Promise<void> {
    const nothing = lane.done;
    if (
      !(error instanceof CallError) ||
      error.mayHaveRun ||
      !(error.retryable || error.meaning === 'Unimplemented')
    )
      return this.failed(lane, nothing, { kind: 'failed', error: String(error) });
    // It has a build of before there were events.
    if (error.meaning === 'Unimplemented')
      return this.failed(lane, nothing, { kind: 'unread', error: error.message });
    this.unreachable += 1;
    const { subscriber, publisher } = this.options;
    warnings.tell(
      `${publisher} ${subscriber}`,
      `Events of ${publisher} wait for ${subscriber}: ${error.message}`,
    );
    const before = lane.attempts - 1;
    return this.options.lanes.retry(lane, {
      handled: nothing,
      attempts: before,
      delayMs: 0,
      error: error.message,
    });
  }

  private failed(
    lane: Lane,
    handled: string,
    { kind, error }: NonNullable<Delivered['failure']>,
  ): Promise<void> {
    const { lanes, firstDelayMs = 200 } = this.options;
    const attempts = handled === lane.done ? lane.attempts : 1;
    const before = { handled, attempts: attempts - 1, error };
    if (kind === 'later') return lanes.retry(lane, { ...before, delayMs: this.absences.again(lane.key) });
    if (kind === 'unread') return lanes.retry(lane, { ...before, delayMs: unreadDelayMs });
    if (kind === 'unwanted') {
      const next = lane.events.find(({ seq }) => BigInt(seq) > BigInt(handled))!;
      // Either way: a clock may have been set back since.
      const age = Math.abs(Date.now() - next.publishedAt.getTime());
      if (age > longestDeploymentMs && handled === lane.done) return lanes.passOver(lane, next.seq);
      return lanes.retry(lane, { ...before, delayMs: handled === lane.done ? unreadDelayMs : 0 });
    }
    if (attempts >= this.maxAttempts) return this.park(lane, { handled, attempts, error });
    return lanes.retry(lane, { handled, attempts, error, delayMs: afterFailures(attempts, firstDelayMs) });
  }

  private park(lane: Lane, letter: Parameters<Lanes['park']>[1]): Promise<void> {
    this.warn(
      `has a dead letter for key ${lane.key} after ${letter.attempts} attempts`,
      letter.error,
      'dead letter',
    );
    return this.options.lanes.park(lane, letter);
  }

  private get maxAttempts(): number {
    return this.options.maxAttempts ?? 10;
  }

  /** @param about one of few, unlike the line */
  private warn(line: string, error: unknown, about = line): void {
    const { publisher, subscriber } = this.options;
    warnings.tell(
      `${publisher} ${subscriber} ${about}`,
      `Events of ${publisher} for ${subscriber}: ${publisher} ${line}: ${String(error)}`,
    );
  }
}
