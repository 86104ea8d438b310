import { runAs } from '../call/call-context';
import { CallError } from '../contract/errors';
import { Absences, afterFailures } from './delays';
import { type Delivered, type Delivery, deliveryMs, eventsOf } from './delivery';
import type { Lane, Lanes } from './lanes';
import { warnAway, warnOf } from './relay-warnings';

export type Deliver = (delivery: Delivery) => Promise<Delivered>;

export interface HandOverOptions {
  publisher: string;
  subscriber: string;
  lanes: Lanes;
  deliver: Deliver;
  /** Failures of an event before it is a dead letter. */
  maxAttempts?: number;
  /** Delay after the first failure, in milliseconds; doubled with each further one. */
  firstDelayMs?: number;
  /** Delay when something is away that the handler needs, in milliseconds; doubled as long as it is. */
  laterDelayMs?: number;
}

/** For how long a lane is taken, in milliseconds. */
export const leaseMs = deliveryMs + 5_000;
/** Deliveries of one lane in a row, while others may wait for their turn. */
const mostInARow = 10;
/** For an event that the subscriber does not know: a deployment may, soon. */
const unreadDelayMs = 10_000;
/** Until then an event that the subscriber does not know may be one that a newer build of it wants, in milliseconds. */
const longestDeploymentMs = 15 * 60_000;

/** Sends what is in a lane that was taken, and notes what became of it. */
export class HandOver {
  /** Deliveries in a row that nobody was there for. */
  unreachable = 0;
  private readonly absences: Absences;

  /** @param isStopping whether nothing more is to be begun */
  constructor(
    private readonly options: HandOverOptions,
    private readonly isStopping: () => boolean,
  ) {
    this.absences = new Absences(options.laterDelayMs ?? 1_000);
  }

  /** Goes on with the lane while there is more: one that is published to all the time is hard to take again. */
  async run(taken: Lane | undefined): Promise<void> {
    let lane = taken;
    for (let i = 1; lane; i++) {
      const keepMs = i < mostInARow && !this.isStopping() ? leaseMs : undefined;
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
    warnAway(this.options, error);
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
    warnOf(
      this.options,
      `has a dead letter for key ${lane.key} after ${letter.attempts} attempts`,
      letter.error,
      'dead letter',
    );
    return this.options.lanes.park(lane, letter);
  }

  private get maxAttempts(): number {
    return this.options.maxAttempts ?? 10;
  }
}
