import type { KnownContext } from '../known-contexts';
import { Connection } from '../redis/connection';
import { messageOf } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';
import type { Kind } from '../telemetry/telemetry';
import type { RawEntry } from '../wire/fields';
import { Acknowledger, type AcknowledgerOptions } from './acknowledger';
import { Announcement, type AnnouncementOptions } from './announcement';
import { leaveGroup } from './consumer-group';
import { StreamReader } from './stream-reader';
import { Work } from './work';

interface Membership extends Pick<AcknowledgerOptions, 'onAcknowledged'> {
  stream: string;
  group: string;
  /** What it takes, in words for the log and for `CLIENT LIST`. */
  what: 'requests' | 'events';
  announced: Pick<AnnouncementOptions, 'keys' | 'info'>;
}

/**
 * A member of a consumer group, from its first heartbeat to its last: it reads what the group gives it, no faster than it
 * can begin, acknowledges what is done, and comes back after an outage of Redis.
 */
export abstract class GroupMember {
  protected readonly work: Work;
  protected readonly acks: Acknowledger;
  protected readonly reader: StreamReader;
  private readonly announcement: Announcement;
  protected stopping = false;
  private withdrawn = false;
  /** What the last heartbeat had it do for the group, until that is done. */
  private looking?: Promise<void>;

  constructor(
    protected readonly context: KnownContext,
    private readonly membership: Membership,
  ) {
    const { keys, endpoint, commands, settings } = context;
    const { stream, group, what, announced, onAcknowledged } = membership;
    const { id, log, concurrency } = settings;
    this.work = new Work(concurrency);
    this.acks = new Acknowledger({ commands, stream, group, onAcknowledged });
    this.announcement = new Announcement({ ...context, ...announced, onBeat: () => this.beaten() });
    this.reader = new StreamReader({
      ...{ stream, group, consumer: id, commands, log },
      reader: new Connection({ endpoint, log, name: `${id}:${what}:${keys.context}` }),
      capacity: () => this.capacity(),
      onEntry: (entry, again) => this.take(entry, again),
      onReconnected: this.adopt?.bind(this),
      onGroupGone: () => this.join(),
    });
  }

  abstract readonly kinds: readonly Kind[];
  abstract handling(kind: Kind): number;

  /** What it has begun or is about to begin. */
  protected get allWork(): readonly Work[] {
    return [this.work];
  }
  /** An entry that was given to this member; `again` if that was before. */
  protected abstract take(entry: RawEntry, again: boolean): void;
  /** Makes the group if there is none, and what belongs to it. */
  protected abstract enter(): Promise<void>;
  /** How many entries may be read now, at least one; waits for room while it is not leaving. */
  protected abstract capacity(): Promise<number>;
  /** Takes what dead members had, and tidies up. */
  protected abstract lookAfter(client: RedisClient): Promise<void>;
  /** It reads nothing more, and what runs has ended or was waited for long enough. */
  protected abstract finish(): Promise<void>;
  /** Takes the place of reading again what this member has and has not done, see {@link StreamReader}. */
  protected adopt?(): Promise<void>;
  /** There is a new connection, on which nothing has been sent yet. */
  protected onBack(): void {}
  protected onBeat(): void {}
  /** What still runs is not waited for any more. */
  protected onAbandoned(): void {}

  /** Resolves once this member is announced and reads. */
  async start(): Promise<void> {
    await this.join();
    this.run();
  }

  /** Takes nothing more, finishes what it has, and withdraws. */
  async close(): Promise<void> {
    const { commands, settings } = this.context;
    const { stream, group } = this.membership;
    this.stopping = true;
    this.work.release();
    await this.reader.stop();
    await this.looking;
    await this.drain();
    await this.finish();
    this.withdrawn = true;
    await this.announcement.stop();
    if (this.unfinished === 0) await leaveGroup(commands, stream, group, settings.id);
  }

  protected get unfinished(): number {
    return this.allWork.reduce((sum, work) => sum + work.unfinished, 0);
  }

  protected async join(): Promise<void> {
    await this.enter();
    await this.announcement.beat();
  }

  protected run(): void {
    this.context.commands.onUp(() => void this.rejoin());
    this.announcement.start();
    this.reader.start();
  }

  private async rejoin(): Promise<void> {
    if (this.withdrawn) return;
    this.onBack();
    try {
      await this.join();
      await this.acks.flush();
    } catch (error) {
      const { settings, keys } = this.context;
      settings.log('warn', `Cannot take ${this.membership.what} of ${keys.context} yet: ${messageOf(error)}`);
    }
  }

  private async drain(): Promise<void> {
    const { settings, keys } = this.context;
    await Promise.all(this.allWork.map((work) => work.drain(settings.drainTimeoutMs)));
    if (this.unfinished === 0) return;
    const { what } = this.membership;
    settings.log('warn', `${this.unfinished} handlers of ${what} of ${keys.context} did not finish in time`);
    this.onAbandoned();
  }

  /** Nothing of it is waited for: the next heartbeat must come in time. */
  private beaten(): void {
    this.onBeat();
    void this.acks.flush();
    const client = this.context.commands.current;
    if (!client || this.stopping || this.looking) return;
    this.looking = this.lookAfter(client)
      .catch((error: unknown) => this.lookFailed(error))
      .then(() => (this.looking = undefined));
  }

  private lookFailed(error: unknown): void {
    const { commands, settings, keys } = this.context;
    const { what } = this.membership;
    // A lost connection is reported by itself.
    if (!commands.current) return;
    settings.log('warn', `Cannot look after ${what} of ${keys.context}: ${messageOf(error)}`);
  }
}
