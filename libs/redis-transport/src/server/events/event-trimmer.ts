import type { Settings } from '../../options';
import type { RedisClock } from '../../redis/clock';
import type { Connection } from '../../redis/connection';
import type { RedisClient } from '../../redis/redis-client';
import { compareIds, lesserId } from '../../wire/entry-id';
import type { ContextKeys } from '../../wire/keys';
import { BlockedTrimming } from './blocked-trimming';
import { deletable } from './deletable';
import { readGroups } from './group-state';

/** How long acknowledged events stay, to be trimmed together, in milliseconds. */
const TRIM_AFTER_MS = 100;
/** How many ids are remembered for deletion out of turn; what is more waits for its turn. */
const MOST_REMEMBERED = 20_000;
const IDS_PER_COMMAND = 1_000;

interface EventTrimmerOptions {
  keys: ContextKeys;
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
}

/**
 * Removes events that every group of the stream has acknowledged, and none that one has not. All groups are
 * looked at anew each time: one that was registered since the last time counts.
 */
export class EventTrimmer {
  private timer?: NodeJS.Timeout;
  private notBefore = 0;
  /** Acknowledged by this process, and maybe behind an event that waits to be tried again. */
  private readonly acknowledged = new Set<string>();
  private readonly blocked: BlockedTrimming;

  constructor(private readonly options: EventTrimmerOptions) {
    this.blocked = new BlockedTrimming(options);
  }

  note(ids: readonly string[]): void {
    for (const id of ids) if (this.acknowledged.size < MOST_REMEMBERED) this.acknowledged.add(id);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // What cannot be trimmed now is at the next heartbeat.
      this.trim().catch(() => undefined);
    }, TRIM_AFTER_MS);
  }

  /** After a flush the other groups are on their way back, and must find what comes in the meantime. */
  postpone(ms: number): void {
    this.notBefore = performance.now() + ms;
    this.acknowledged.clear();
  }

  /** Removes from the old end, up to the first event that some group needs. Rejects if Redis does. */
  async trim(): Promise<void> {
    const client = this.client();
    if (client) await this.trimEnd(client);
  }

  /** Removes also what is behind an event that is still needed, and tells of groups that do not go on. */
  async trimAll(): Promise<void> {
    const client = this.client();
    if (!client) return;
    const { groups, bound } = await this.trimEnd(client);
    if (bound === undefined) return;
    const { events } = this.options.keys;
    const candidates = this.acknowledged;
    for (const id of candidates) if (compareIds(id, bound) < 0) candidates.delete(id);
    const done = await deletable({ client, stream: events, groups, candidates });
    for (let i = 0; i < done.length; i += IDS_PER_COMMAND) {
      await client.sendCommand(['XDEL', events, ...done.slice(i, i + IDS_PER_COMMAND)]);
    }
    for (const id of done) candidates.delete(id);
    await this.blocked.report(client, groups, bound);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private client(): RedisClient | undefined {
    return performance.now() < this.notBefore ? undefined : this.options.commands.current;
  }

  private async trimEnd(client: RedisClient) {
    const { events } = this.options.keys;
    const groups = await readGroups(client, events);
    const bound = groups.map(({ needsFrom }) => needsFrom).reduce(lesserId, groups[0]?.needsFrom ?? '');
    if (groups.length === 0) return { groups, bound: undefined };
    await client.sendCommand(['XTRIM', events, 'MINID', bound]);
    return { groups, bound };
  }
}
