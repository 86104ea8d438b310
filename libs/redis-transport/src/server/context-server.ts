import type { HandleEvent, ReplicaInfo, ServeCall } from '../calls';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import { Connection } from '../redis/connection';
import { isErrorReply, messageOf } from '../redis/failures';
import { GROUP, type ContextKeys } from '../wire/keys';
import { Acknowledger } from './acknowledger';
import { Announcement } from './announcement';
import { EventEntries } from './event-entries';
import { Reaper } from './reaper';
import { ReplyWriter } from './reply-writer';
import { RequestEntries } from './request-entries';
import { StreamReader } from './stream-reader';
import { Work } from './work';

export interface ServerOptions {
  keys: ContextKeys;
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
  address: string;
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
  private readonly events: EventEntries;
  private readonly announcement: Announcement;
  private readonly reader: StreamReader;
  private readonly reaper: Reaper;
  private readonly streams: string[];
  private stopping = false;
  private withdrawn = false;

  constructor(private readonly options: ServerOptions) {
    const { keys, commands, settings, address, onEvent } = options;
    const { url, log, id } = settings;
    this.streams = onEvent ? [keys.requests, keys.events] : [keys.requests];
    this.work = new Work(settings.concurrency);
    this.acks = new Acknowledger(commands);
    this.replies = new ReplyWriter(options);
    const shared = { ...options, work: this.work, acks: this.acks };
    this.requests = new RequestEntries({ ...shared, replies: this.replies });
    this.events = new EventEntries({ ...shared, handler: onEvent ?? (() => Promise.resolve()) });
    this.announcement = new Announcement({ ...options, onBeat: () => this.afterBeat() });
    this.reaper = new Reaper({
      ...options,
      streams: this.streams,
      onEntry: (stream, entry) => {
        if (stream === keys.requests) this.requests.abandon(entry);
        else this.events.take(entry);
      },
    });
    this.reader = new StreamReader({
      streams: this.streams,
      consumer: id,
      reader: new Connection({ url, address, log, name: `${id}:requests:${keys.context}` }),
      commands,
      log,
      capacity: () => this.capacity(),
      onEntry: (stream, entry) => (stream === keys.requests ? this.requests : this.events).take(entry),
      onGroupGone: () => this.join(),
    });
  }

  /** Resolves once this replica is announced and reads. */
  async start(): Promise<void> {
    await this.join();
    this.options.commands.onUp(() => void this.rejoin());
    this.announcement.start();
    this.reader.start();
  }

  /** Takes nothing more, finishes what it has, and withdraws. */
  async close(): Promise<void> {
    this.stopping = true;
    this.work.release();
    await this.reader.stop();
    await this.drain();
    await this.replies.flush();
    await this.acks.flush();
    this.withdrawn = true;
    await this.announcement.stop();
    if (this.work.unfinished === 0) await this.leaveGroup();
  }

  private async drain(): Promise<void> {
    const { drainTimeoutMs, log } = this.options.settings;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, drainTimeoutMs)));
    await Promise.race([this.work.whenIdle(), timeout]);
    clearTimeout(timer);
    const { unfinished } = this.work;
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
    for (const stream of this.streams) await this.createGroup(stream);
    await this.announcement.beat();
  }

  private async createGroup(stream: string): Promise<void> {
    try {
      // From the beginning: what came before the group did has waited for it.
      await this.options.commands.send(['XGROUP', 'CREATE', stream, GROUP, '0', 'MKSTREAM']);
    } catch (error) {
      if (!isErrorReply(error) || !error.message.startsWith('BUSYGROUP')) throw error;
    }
  }

  private async rejoin(): Promise<void> {
    if (this.withdrawn) return;
    try {
      await this.join();
      this.replies.resend();
      await this.acks.flush();
    } catch (error) {
      const { log } = this.options.settings;
      log('warn', `Cannot serve ${this.options.keys.context} yet: ${messageOf(error)}`);
    }
  }

  private async afterBeat(): Promise<void> {
    this.replies.resend();
    this.replies.prune();
    await this.acks.flush();
    const client = this.options.commands.current;
    if (client) await this.reaper.reap(client);
  }

  /** A consumer that still has entries stays, for the others to find them. */
  private async leaveGroup(): Promise<void> {
    const { commands, settings } = this.options;
    for (const stream of this.streams) {
      try {
        const summary = ['XPENDING', stream, GROUP, '-', '+', '1', settings.id];
        if ((await commands.send<unknown[]>(summary)).length > 0) continue;
        await commands.send(['XGROUP', 'DELCONSUMER', stream, GROUP, settings.id]);
      } catch {
        // Redis is away or was flushed: there is nothing to leave.
      }
    }
  }
}
