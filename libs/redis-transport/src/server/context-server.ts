import type { HandleEvent, ReplicaInfo, ServeCall } from '../calls';
import type { KnownContext } from '../known-contexts';
import { Connection } from '../redis/connection';
import { Follower } from '../redis/follower';
import type { RedisClient } from '../redis/redis-client';
import type { Kind } from '../telemetry/telemetry';
import type { RawEntry } from '../wire/fields';
import { GROUP } from '../wire/keys';
import { createGroup } from './consumer-group';
import { EventServer } from './events/event-server';
import { GroupMember } from './group-member';
import { Reaper } from './reaper';
import { ReplyWriter } from './reply-writer';
import { RequestEntries } from './request-entries';
import { takeOverRequests } from './take-over-requests';
import { Work } from './work';

export interface ServerOptions extends KnownContext {
  info: ReplicaInfo;
  handler: ServeCall;
  /** Left out if this process takes no events. */
  onEvent?: HandleEvent;
}

/** One replica of one context: reads, runs, answers, and says that it is there. */
export class ContextServer extends GroupMember {
  readonly kinds: readonly Kind[];
  private readonly replies: ReplyWriter;
  private readonly requests: RequestEntries;
  private readonly streams?: Work;
  private readonly events?: EventServer;
  private readonly reaper: Reaper;
  private readonly control: Follower;
  private eventsClosed?: Promise<void>;
  /** Entries are ours for which Redis did not do what they need. */
  private hasLeft = false;

  constructor(private readonly options: ServerOptions) {
    const { keys, endpoint, commands, settings, info, onEvent } = options;
    const { log, id } = settings;
    const stream = keys.requests;
    super(options, { stream, group: GROUP, what: 'requests', announced: { keys, info } });
    this.replies = new ReplyWriter(options);
    if (settings.maxStreams > 0) this.streams = new Work(settings.maxStreams);
    const { work, streams, acks, replies } = this;
    this.requests = new RequestEntries({
      ...{ ...options, work, streams, acks, replies },
      onLeft: () => (this.hasLeft = true),
    });
    if (onEvent) this.events = new EventServer({ ...options, handler: onEvent });
    this.kinds = onEvent ? ['call', 'event'] : ['call'];
    this.reaper = new Reaper({
      ...{ ...options, stream, group: GROUP, registry: keys },
      isLeaving: () => this.stopping,
      takeOver: (client, consumer, count) =>
        takeOverRequests({ client, stream, consumer, count, settings }, (entry) => this.take(entry, true)),
    });
    this.control = new Follower({
      key: keys.control(id),
      reader: new Connection({ endpoint, log, name: `${id}:control:${keys.context}` }),
      commands,
      log,
      onEntry: (fields) => this.requests.control(fields),
    });
  }

  override async start(): Promise<void> {
    await this.join();
    await this.events?.start();
    this.run();
    this.control.start();
  }

  handling(kind: Kind): number {
    return kind === 'call' ? this.unfinished : (this.events?.handling(kind) ?? 0);
  }

  override async close(): Promise<void> {
    this.eventsClosed = this.events?.close();
    await super.close();
    await this.control.close();
    this.requests.close();
  }

  protected override get allWork(): readonly Work[] {
    return this.streams ? [this.work, this.streams] : [this.work];
  }

  protected take(entry: RawEntry, again: boolean): void {
    this.requests.take(entry, again);
  }

  protected async enter(): Promise<void> {
    this.replies.forgetStreams();
    await createGroup(this.options.commands, this.options.keys.requests, GROUP);
  }

  protected async capacity(): Promise<number> {
    if (!this.stopping) await this.work.whenRoom();
    return Math.max(1, Math.floor(this.work.room / this.requests.callsPerEntry));
  }

  protected override onBack(): void {
    // Before all else: a reply that is new must not come before those that wait.
    this.replies.forgetStreams();
    this.replies.resend();
  }

  protected override onBeat(): void {
    this.replies.resend();
    this.replies.prune();
    this.requests.endUnread();
    if (!this.hasLeft) return;
    this.hasLeft = false;
    this.reader.readOwnAgain();
  }

  protected lookAfter(client: RedisClient): Promise<void> {
    return this.reaper.reap(client);
  }

  protected override onAbandoned(): void {
    this.requests.abortRunning();
  }

  protected async finish(): Promise<void> {
    await this.replies.flush(this.options.settings.expiryMs);
    await this.acks.flush();
    await this.eventsClosed;
  }
}
