import type { HandleEvent } from '../../calls';
import { DeadLetters } from '../../dead-letters/dead-letters';
import type { KnownContext } from '../../known-contexts';
import type { RedisClient } from '../../redis/redis-client';
import type { Kind } from '../../telemetry/telemetry';
import type { RawEntry } from '../../wire/fields';
import { createGroup } from '../consumer-group';
import { GroupMember } from '../group-member';
import { Reaper } from '../reaper';
import { EventEntries } from './event-entries';
import { EventTrimmer } from './event-trimmer';
import { LostEvents } from './lost-events';
import { PendingEvents } from './pending-events';
import { RetryQueue } from './retry-queue';

/** How many events of a process may wait to be tried again before it reads no more; an id and a timer each. */
const MOST_WAITING = 10_000;

export interface EventServerOptions extends KnownContext {
  handler: HandleEvent;
}

/** One consumer of a context's events, in one group. It does not make this process a replica for calls. */
export class EventServer extends GroupMember {
  readonly kinds: readonly Kind[] = ['event'];
  private readonly trimmer: EventTrimmer;
  private readonly retries: RetryQueue;
  private readonly entries: EventEntries;
  private readonly lost: LostEvents;
  private readonly reaper: Reaper;
  private joined = false;

  constructor(private readonly options: EventServerOptions) {
    const { keys, commands, settings } = options;
    const { id, concurrency, eventGroup: group } = settings;
    const stream = keys.events;
    const registry = { context: keys.context, alive: keys.listening };
    const trimmer = new EventTrimmer(options);
    const onAcknowledged = (ids: readonly string[]) => trimmer.note(ids);
    super(options, { stream, group, what: 'events', announced: { keys: registry }, onAcknowledged });
    this.trimmer = trimmer;
    this.retries = new RetryQueue({
      limit: MOST_WAITING,
      concurrency: Math.max(1, concurrency >> 1),
      run: (waiting, waitedMs) => this.entries.retry(waiting, waitedMs),
    });
    const { work, acks, retries } = this;
    const pending = new PendingEvents({ commands, stream, group, consumer: id });
    const deadLetters = new DeadLetters(options);
    this.entries = new EventEntries({ ...options, pending, work, acks, retries, deadLetters });
    this.lost = new LostEvents({ settings, entries: this.entries, pending, retries });
    this.reaper = new Reaper({
      ...{ ...options, stream, group, registry },
      isLeaving: () => this.stopping,
      takeOver: (_, consumer, count) => this.lost.takeOver(consumer, count),
    });
  }

  handling(kind: Kind): number {
    return kind === 'event' ? this.work.unfinished : 0;
  }

  /** What waits to be tried again is left to the others. */
  override async close(): Promise<void> {
    this.retries.stop();
    await super.close();
  }

  protected take(entry: RawEntry): void {
    this.entries.take(entry);
  }

  protected async enter(): Promise<void> {
    const { commands, keys, settings } = this.options;
    const created = await createGroup(commands, keys.events, settings.eventGroup);
    if (this.joined && created) {
      // What waited here went with the group that was lost.
      this.retries.clear();
      this.trimmer.postpone(settings.expiryMs);
    }
    this.joined = true;
    // Redis would not know of it before it has been given something, and it counts as serving the group.
    await commands.send(['XGROUP', 'CREATECONSUMER', keys.events, settings.eventGroup, settings.id]);
  }

  protected async capacity(): Promise<number> {
    while (!this.stopping && (this.work.room === 0 || this.retries.room === 0)) {
      await this.work.whenRoom();
      await this.retries.whenRoom();
    }
    return Math.max(1, this.work.room);
  }

  protected override adopt(): Promise<void> {
    return this.lost.adopt(0);
  }

  protected async lookAfter(client: RedisClient): Promise<void> {
    await this.reaper.reap(client);
    await this.lost.adopt(this.options.settings.expiryMs);
    await this.trimmer.trimAll();
  }

  protected async finish(): Promise<void> {
    await this.acks.flush();
    await this.trimmer.trim().catch(() => undefined);
    this.trimmer.stop();
  }
}
