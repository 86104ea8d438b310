import { setTimeout as wait } from 'node:timers/promises';
import { HandOver, type HandOverOptions, leaseMs } from './hand-over';
import type { Lane } from './lanes';
import { warnOf } from './relay-warnings';

export interface RelayOptions extends HandOverOptions {
  /** Deliveries at once. */
  concurrency?: number;
  /** How often to look for what nobody has told of, in milliseconds. */
  pollMs?: number;
}

/** No lane waits for longer than that, in milliseconds: not even one that was taken before the clock was set back. */
const longestWaitMs = 5 * 60_000;
/** How often it looks for lanes that a clock that was set back has left waiting, in milliseconds. */
const recallMs = 60_000;
const longestPauseMs = 5_000;

/** Brings the events of one context to one subscriber, wherever that runs, until it says that it has handled them. */
export class Relay {
  private readonly running = new Set<Promise<void>>();
  private stopped = false;
  private woken = false;
  private rouse: () => void = () => undefined;
  private loop?: Promise<void>;
  private recallAt = 0;
  private patientAt = 0;
  private readonly handOver: HandOver;

  constructor(private readonly options: RelayOptions) {
    this.handOver = new HandOver(options, () => this.stopped);
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
      const room = (this.handOver.unreachable > 0 ? 1 : concurrency) - this.running.size;
      let taken = 0;
      if (room > 0) {
        try {
          await this.recall();
          const due = await lanes.take(room, leaseMs);
          taken = due.length;
          for (const lane of due) this.begin(Promise.resolve(lane));
          if (taken < room) this.lookPatiently();
        } catch (error) {
          this.warner('cannot read its outbox')(error);
        }
      }
      if (this.stopped) return;
      if (this.handOver.unreachable > 0 || !(taken === room || this.woken)) await this.rest();
      else if (this.running.size >= concurrency) await Promise.race(this.running);
    }
  }

  /** Until somebody wakes it, or it is time to look. */
  private async rest(): Promise<void> {
    const { pollMs = 1_000 } = this.options;
    const ms =
      this.handOver.unreachable > 0 ? Math.min(longestPauseMs, 50 * 2 ** this.handOver.unreachable) : pollMs;
    if (this.woken && this.handOver.unreachable === 0) return;
    const alarm = new AbortController();
    this.rouse = () => {
      // What was committed meanwhile does not bring back who is away.
      if (this.handOver.unreachable === 0 || this.stopped) alarm.abort();
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
    if (now < this.patientAt || this.handOver.unreachable > 0) return;
    // Until it has come back, there is no other: all of them would wait for the same lane.
    this.patientAt = Infinity;
    const taken = this.options.lanes.take(1, leaseMs, true).finally(() => {
      this.patientAt = performance.now() + (this.options.pollMs ?? 1_000);
    });
    this.begin(taken.then(([lane]) => lane));
  }

  private begin(taken: Promise<Lane | undefined>): void {
    const delivery = taken
      .then(
        (lane) => this.handOver.run(lane).catch(this.warner('cannot note what became of an event')),
        this.warner('cannot read its outbox'),
      )
      .finally(() => {
        this.running.delete(delivery);
        this.wake();
      });
    this.running.add(delivery);
  }

  private warner(line: string): (error: unknown) => void {
    return (error) => warnOf(this.options, line, error);
  }
}
