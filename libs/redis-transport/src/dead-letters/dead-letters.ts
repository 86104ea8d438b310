import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { Connection } from '../redis/connection';
import type { Counters } from '../telemetry/counters';
import { deadLetterFields, keepOf } from '../wire/dead-letter';
import { GROUP, type ContextKeys } from '../wire/keys';
import { DeadLetterBounds } from './dead-letter-bounds';

/**
 * How much is kept, in bytes, of an entry that is never sent again, and of others beside headers and body: names and a seal.
 * Of larger ones, few would be kept within the bounds.
 */
const KEPT_BYTES = 64 * 1024;

interface DeadLettersOptions {
  keys: ContextKeys;
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
  counters: Counters;
}

/** Keeps entries that were given up, with the reason, for people to look at. */
export class DeadLetters {
  private readonly bounds: DeadLetterBounds;

  constructor(private readonly options: DeadLettersOptions) {
    this.bounds = new DeadLetterBounds(options);
  }

  /**
   * Resolves when Redis has it, and only then may the entry be acknowledged: a crash in between makes two
   * dead letters, the other order would make none. Rejects if Redis did not take it.
   */
  async add(
    stream: string,
    id: string,
    fields: string[],
    reason: string,
    { group = GROUP, attempts = 0 }: { group?: string; attempts?: number } = {},
  ): Promise<void> {
    const { keys, commands, clock, settings, counters } = this.options;
    const time = Math.round(clock.now());
    const limit = KEPT_BYTES + (stream === keys.events ? settings.maxBodyBytes : 0);
    const kept = keepOf(fields, limit);
    const letter = deadLetterFields({ stream, entryId: id, group, attempts, reason, time, ...kept });
    await commands.send(['XADD', keys.dead, '*', ...letter]);
    counters.deadLetters += 1;
    settings.log('error', `Entry ${id} of ${stream} is a dead letter of ${group} now: ${reason}`);
    await this.bounds.hold();
  }
}
