import type { Connection } from '../../redis/connection';
import type { RawEntry } from '../../wire/fields';

const ENTRIES_PER_PAGE = 1_000;

interface PendingEventsOptions {
  commands: Connection;
  stream: string;
  group: string;
  /** This process. */
  consumer: string;
}

export interface PendingEvent {
  id: string;
  /** How many attempts were begun. */
  attempts: number;
}

/**
 * What the group has been given and not acknowledged. The delivery count that Redis keeps for each entry is
 * the number of attempts that were begun: it dies with the entry, costs the first attempt nothing, and is
 * written in the same step in which an attempt gets its entry. So it is always set, never raised by the way.
 */
export class PendingEvents {
  constructor(private readonly options: PendingEventsOptions) {}

  /**
   * The entry for its attempt number `attempt`, if it is in this consumer's name or in nobody's hands for
   * `minIdleMs`; its fields are `null` if it was deleted.
   */
  async claim(id: string, attempt: number, minIdleMs: number): Promise<RawEntry | undefined> {
    const { commands, stream, group, consumer } = this.options;
    const minIdle = String(Math.floor(minIdleMs));
    const count = String(attempt);
    const claimed = await commands.send<(RawEntry | null)[]>([
      ...['XCLAIM', stream, group, consumer, minIdle, id],
      ...['RETRYCOUNT', count],
    ]);
    if (claimed.length === 0) return undefined;
    // Redis 6 tells of a deleted entry, and keeps it pending.
    return claimed[0] ?? [id, null];
  }

  /** Puts entries of another consumer into this one's name if nobody has touched them for `minIdleMs`. */
  takeOver(ids: string[], minIdleMs: number): Promise<string[]> {
    const { commands, stream, group, consumer } = this.options;
    // JUSTID leaves the delivery count alone: taking over begins no attempt.
    return commands.send(['XCLAIM', stream, group, consumer, String(minIdleMs), ...ids, 'JUSTID']);
  }

  /** What `consumer` has, the oldest first. */
  async of(consumer: string, count: number): Promise<PendingEvent[]> {
    return this.page(consumer, '-', count, []);
  }

  /** All that this consumer has, untouched for at least `minIdleMs`. */
  async own(minIdleMs = 0): Promise<PendingEvent[]> {
    const all: PendingEvent[] = [];
    let page: PendingEvent[];
    do {
      const from = all.length > 0 ? `(${all.at(-1)?.id}` : '-';
      page = await this.page(this.options.consumer, from, ENTRIES_PER_PAGE, ['IDLE', String(minIdleMs)]);
      all.push(...page);
    } while (page.length === ENTRIES_PER_PAGE);
    return all;
  }

  private async page(consumer: string, from: string, count: number, idle: string[]): Promise<PendingEvent[]> {
    const { commands, stream, group } = this.options;
    const found = await commands.send<[id: string, consumer: string, idleMs: number, deliveries: number][]>([
      ...['XPENDING', stream, group, ...idle],
      ...[from, '+', String(count), consumer],
    ]);
    return found.map(([id, , , deliveries]) => ({ id, attempts: deliveries }));
  }
}
