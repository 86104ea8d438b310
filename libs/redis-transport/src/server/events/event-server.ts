import type { HandleEvent } from '../../calls';
import { DeadLetters } from '../../dead-letters/dead-letters';
import type { Settings } from '../../options';
import type { RedisClock } from '../../redis/clock';
import { Connection } from '../../redis/connection';
import type { Endpoint } from '../../redis/endpoint';
import { messageOf } from '../../redis/failures';
import type { ContextKeys } from '../../wire/keys';
import type { Counters } from '../../telemetry/counters';
import type { Kind } from '../../telemetry/telemetry';
import { Acknowledger } from '../acknowledger';
import { Announcement } from '../announcement';
import { createGroup, leaveGroup } from '../consumer-group';
import { StreamReader } from '../stream-reader';
import { Work } from '../work';
import { EventEntries } from './event-entries';
import { EventReaper } from './event-reaper';
import { EventTrimmer } from './event-trimmer';
import { PendingEvents } from './pending-events';
import { RetryQueue } from './retry-queue';

/** How many events of a process may wait to be tried again before it reads no more; an id and a timer each. */
const MOST_WAITING = 10_000;

export interface EventServerOptions {
  keys: ContextKeys;
  endpoint: Endpoint;
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
  counters: Counters;
  handler: HandleEvent;
}

/** One consumer of a context's events, in one group. It does not make this process a replica for calls. */
export class EventServer {
  private readonly work: Work;
  private readonly acks: Acknowledger;
  private readonly trimmer: EventTrimmer;
  private readonly retries: RetryQueue;
  private readonly entries: EventEntries;
  private readonly reaper: EventReaper;
  private readonly announcement: Announcement;
  private readonly reader: StreamReader;
  private joined = false;
  private stopping = false;
  private withdrawn = false;

  constructor(private readonly options: EventServerOptions) {
    const { keys, endpoint, commands, settings } = options;
    const { log, id, concurrency, eventGroup: group } = settings;
    this.work = new Work(concurrency);
    this.trimmer = new EventTrimmer(options);
    this.acks = new Acknowledger({
      ...{ commands, stream: keys.events, group },
      onAcknowledged: (ids) => this.trimmer.note(ids),
    });
    this.retries = new RetryQueue({
      limit: MOST_WAITING,
      concurrency: Math.max(1, concurrency >> 1),
      run: (waiting, waitedMs) => this.entries.retry(waiting, waitedMs),
    });
    const pending = new PendingEvents({ commands, stream: keys.events, group, consumer: id });
    const shared = { ...options, pending, work: this.work, acks: this.acks, retries: this.retries };
    this.entries = new EventEntries({ ...shared, deadLetters: new DeadLetters(options) });
    this.reaper = new EventReaper({ ...shared, entries: this.entries });
    this.announcement = new Announcement({
      ...options,
      keys: { context: keys.context, alive: keys.listening },
      onBeat: () => this.afterBeat(),
    });
    this.reader = new StreamReader({
      ...{ stream: keys.events, group, consumer: id, commands, log },
      reader: new Connection({ endpoint, log, name: `${id}:events:${keys.context}` }),
      capacity: () => this.capacity(),
      onEntry: (entry) => this.entries.take(entry),
      onReconnected: () => this.reaper.adopt(0),
      onGroupGone: () => this.join(),
    });
  }

  /** Resolves once the group exists and this consumer reads. */
  async start(): Promise<void> {
    await this.join();
    this.options.commands.onUp(() => void this.rejoin());
    this.announcement.start();
    this.reader.start();
  }

  readonly kinds: Kind[] = ['event'];

  handling(kind: Kind): number {
    return kind === 'event' ? this.work.unfinished : 0;
  }

  /** Takes nothing more and finishes what runs. What waits to be tried again is left to the others. */
  async close(): Promise<void> {
    const { commands, keys, settings } = this.options;
    this.stopping = true;
    this.retries.stop();
    this.work.release();
    await this.reader.stop();
    await this.drain();
    await this.acks.flush();
    await this.trimmer.trim().catch(() => undefined);
    this.trimmer.stop();
    this.withdrawn = true;
    await this.announcement.stop();
    if (this.work.unfinished === 0) await leaveGroup(commands, keys.events, settings.eventGroup, settings.id);
  }

  private async drain(): Promise<void> {
    const { drainTimeoutMs, log } = this.options.settings;
    const unfinished = await this.work.drain(drainTimeoutMs);
    if (unfinished === 0) return;
    log('warn', `${unfinished} event handlers of ${this.options.keys.context} did not finish in time`);
  }

  private async capacity(): Promise<number> {
    while (!this.stopping && (this.work.room === 0 || this.retries.room === 0)) {
      await this.work.whenRoom();
      await this.retries.whenRoom();
    }
    return Math.max(1, this.work.room);
  }

  private async join(): Promise<void> {
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
    await this.announcement.beat();
  }

  private async rejoin(): Promise<void> {
    if (this.withdrawn) return;
    try {
      await this.join();
      await this.acks.flush();
    } catch (error) {
      const { log } = this.options.settings;
      log('warn', `Cannot take events of ${this.options.keys.context} yet: ${messageOf(error)}`);
    }
  }

  private async afterBeat(): Promise<void> {
    // Not waited for: under load something is always on its way, and the next heartbeat must come.
    void this.acks.flush();
    const client = this.options.commands.current;
    if (client && !this.stopping) await this.reaper.reap(client);
    await this.trimmer.trimAll();
  }
}
