import type { HandleEvent, ReplicaInfo, ServeCall } from '../calls';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import { Connection } from '../redis/connection';
import type { Endpoint } from '../redis/endpoint';
import { messageOf } from '../redis/failures';
import { Follower } from '../redis/follower';
import type { Counters } from '../telemetry/counters';
import type { Kind } from '../telemetry/telemetry';
import { GROUP, type ContextKeys } from '../wire/keys';
import { Acknowledger } from './acknowledger';
import { Announcement } from './announcement';
import { createGroup, leaveGroup } from './consumer-group';
import { EventServer } from './events/event-server';
import { Reaper } from './reaper';
import { ReplyWriter } from './reply-writer';
import { RequestEntries } from './request-entries';
import { StreamReader } from './stream-reader';
import { Work } from './work';

export interface ServerOptions {
  keys: ContextKeys;
  endpoint: Endpoint;
  commands: Connection;
  clock: RedisClock;
  /** Whether an entry is from before Redis was restarted or replaced. */
  predates: (entryId: string) => boolean;
  settings: Settings;
  counters: Counters;
  info: ReplicaInfo;
  handler: ServeCall;
  /** Left out if this process takes no events. */
  onEvent?: HandleEvent;
}

/** One replica of one context: reads, runs, answers, and says that it is there. */
export class ContextServer {
  private readonly work: Work;
  private readonly acks: Acknowledger;
  private readonly replies: ReplyWriter;
  private readonly requests: RequestEntries;
  private readonly events?: EventServer;
  private readonly announcement: Announcement;
  private readonly reader: StreamReader;
  private readonly reaper: Reaper;
  private readonly control: Follower;
  /** Entries are ours for which Redis did not do what they need. */
  private hasLeft = false;
  private stopping = false;
  private withdrawn = false;

  constructor(private readonly options: ServerOptions) {
    const { keys, endpoint, commands, settings, onEvent } = options;
    const { log, id } = settings;
    this.work = new Work(settings.concurrency);
    this.acks = new Acknowledger({ commands, stream: keys.requests, group: GROUP });
    this.replies = new ReplyWriter(options);
    const shared = { ...options, work: this.work, acks: this.acks };
    this.requests = new RequestEntries({
      ...shared,
      replies: this.replies,
      onLeft: () => (this.hasLeft = true),
    });
    if (onEvent) this.events = new EventServer({ ...options, handler: onEvent });
    this.announcement = new Announcement({ ...options, onBeat: () => this.afterBeat() });
    this.reaper = new Reaper({ ...options, onEntry: (entry) => this.requests.take(entry, true) });
    this.control = new Follower({
      key: keys.control(id),
      reader: new Connection({ endpoint, log, name: `${id}:control:${keys.context}` }),
      commands,
      log,
      onEntry: (fields) => this.requests.control(fields),
    });
    this.reader = new StreamReader({
      stream: keys.requests,
      group: GROUP,
      consumer: id,
      reader: new Connection({ endpoint, log, name: `${id}:requests:${keys.context}` }),
      commands,
      log,
      capacity: () => this.capacity(),
      onEntry: (entry, again) => this.requests.take(entry, again),
      onGroupGone: () => this.join(),
    });
  }

  /** Resolves once this replica is announced and reads. */
  async start(): Promise<void> {
    await this.join();
    await this.events?.start();
    this.options.commands.onUp(() => void this.rejoin());
    this.announcement.start();
    this.control.start();
    this.reader.start();
  }

  /** What is taken here. */
  get kinds(): Kind[] {
    return this.events ? ['call', 'event'] : ['call'];
  }

  handling(kind: Kind): number {
    return kind === 'call' ? this.work.unfinished : (this.events?.handling(kind) ?? 0);
  }

  /** Takes nothing more, finishes what it has, and withdraws. */
  async close(): Promise<void> {
    this.stopping = true;
    this.work.release();
    const eventsClosed = this.events?.close();
    await this.reader.stop();
    await this.drain();
    await this.replies.flush();
    await this.acks.flush();
    await eventsClosed;
    this.withdrawn = true;
    await this.announcement.stop();
    await this.control.close();
    this.requests.close();
    const { commands, keys, settings } = this.options;
    if (this.work.unfinished === 0) await leaveGroup(commands, keys.requests, GROUP, settings.id);
  }

  private async drain(): Promise<void> {
    const { drainTimeoutMs, log } = this.options.settings;
    const unfinished = await this.work.drain(drainTimeoutMs);
    if (unfinished === 0) return;
    log('warn', `${unfinished} handlers of ${this.options.keys.context} did not finish in time`);
    this.requests.abortRunning();
  }

  private async capacity(): Promise<number> {
    if (!this.stopping) await this.work.whenRoom();
    return Math.max(1, Math.floor(this.work.room / this.requests.callsPerEntry));
  }

  private async join(): Promise<void> {
    this.replies.forgetStreams();
    await createGroup(this.options.commands, this.options.keys.requests, GROUP);
    await this.announcement.beat();
  }

  private async rejoin(): Promise<void> {
    if (this.withdrawn) return;
    // Before all else: a reply that is new must not come before those that wait.
    this.replies.forgetStreams();
    this.replies.resend();
    try {
      await this.join();
      await this.acks.flush();
    } catch (error) {
      const { log } = this.options.settings;
      log('warn', `Cannot serve ${this.options.keys.context} yet: ${messageOf(error)}`);
    }
  }

  private async afterBeat(): Promise<void> {
    this.replies.resend();
    this.replies.prune();
    this.requests.endUnread();
    if (this.hasLeft) {
      this.hasLeft = false;
      this.reader.readOwnAgain();
    }
    // Not waited for: under load there is always something to be acknowledged, and the next heartbeat must come.
    void this.acks.flush();
    const client = this.options.commands.current;
    // Who is leaving takes over nothing.
    if (client && !this.stopping) await this.reaper.reap(client);
  }
}
