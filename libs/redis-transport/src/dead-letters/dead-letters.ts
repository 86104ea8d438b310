import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { Connection } from '../redis/connection';
import type { Counters } from '../telemetry/counters';
import { deadLetterFields, keepOf } from '../wire/dead-letter';
import { GROUP, type ContextKeys } from '../wire/keys';

/**
 * How much is kept, in bytes, of an entry that is never sent again, and of others beside headers and body: names and a seal.
 * Bounded by their number alone, entries that anybody wrote would fill Redis.
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
  constructor(private readonly options: DeadLettersOptions) {}

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
    // It is in: whether it could be trimmed besides does not matter to who added it.
    await this.trim().catch(() => undefined);
  }

  private async trim(): Promise<void> {
    const { keys, commands, settings } = this.options;
    const bound = String(settings.maxDeadLetters);
    const gone = await commands.send<number>(['XTRIM', keys.dead, 'MAXLEN', bound]);
    if (gone > 0) settings.log('error', `Dropped the ${gone} oldest dead letters of ${keys.context}`);
  }
}
