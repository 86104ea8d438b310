import type { Settings } from '../options';
import { messageOf } from '../redis/failures';
import type { Connection } from '../redis/connection';
import type { Counters } from '../telemetry/counters';
import type { ContextKeys } from '../wire/keys';

interface DeadLetterBoundsOptions {
  keys: ContextKeys;
  commands: Connection;
  settings: Settings;
  counters: Counters;
}

/** Keeps the dead letters of a context within their number and their memory in Redis. The oldest go first. */
export class DeadLetterBounds {
  private last = Promise.resolve();

  constructor(private readonly options: DeadLetterBoundsOptions) {}

  /** Resolves when they hold, as far as Redis does what that takes. Never rejects. */
  hold(): Promise<void> {
    // One after another: two that see the same would drop twice as much.
    return (this.last = this.last.then(() => this.enforce()));
  }

  private async enforce(): Promise<void> {
    const { keys, settings, counters } = this.options;
    const { log } = settings;
    const before = counters.deadLettersDropped;
    try {
      await this.trimTo(settings.maxDeadLetters);
      await this.trimToMemory(settings.maxDeadLetterBytes);
    } catch (error) {
      log('warn', `The dead letters of ${keys.context} cannot be kept within bounds: ${messageOf(error)}`);
    }
    const gone = counters.deadLettersDropped - before;
    if (gone > 0) log('error', `Dropped the ${gone} oldest dead letters of ${keys.context}`);
  }

  /** Finds how many have to go by dropping some and measuring again: only people may read what is in them. */
  private async trimToMemory(limit: number): Promise<void> {
    let now = await this.measure();
    let step = 1;
    // The last one stays: of two bounds that nothing meets it is the more useful to break this one.
    while (now.bytes > limit && now.count > 1) {
      step = Math.min(step, now.count - 1);
      await this.trimTo(now.count - step);
      const then = now;
      now = await this.measure();
      const needed = ((now.bytes - limit) * step) / Math.max(0, then.bytes - now.bytes);
      step = Math.max(1, Math.min(2 * step, Math.ceil(needed)));
    }
  }

  private async trimTo(count: number): Promise<void> {
    const { keys, commands, counters } = this.options;
    counters.deadLettersDropped += await commands.send<number>(['XTRIM', keys.dead, 'MAXLEN', String(count)]);
  }

  /** The number of dead letters, and what they take of Redis's memory. */
  private async measure(): Promise<{ count: number; bytes: number }> {
    const { keys, commands } = this.options;
    const [count, bytes] = await Promise.all([
      commands.send<number>(['XLEN', keys.dead]),
      // All of them, not a sample: one may be ten thousand times as large as another.
      commands.send<number | null>(['MEMORY', 'USAGE', keys.dead, 'SAMPLES', '0']),
    ]);
    return { count, bytes: bytes ?? 0 };
  }
}
