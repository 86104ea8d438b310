import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../options';
import type { Connection } from '../redis/connection';
import { isErrorReply, isPassing, messageOf } from '../redis/failures';
import { OWN_STREAM_TTL_MS, type ContextKeys } from '../wire/keys';
import { encodeReplies, REPLY_FIELDS, replyFields, type WireFailure, type WireReply } from '../wire/reply';
import { netstrings } from '../identity';
import { exceeds } from '../wire/size';
import { WriteTimeBatch } from '../wire/write-time-batch';
import { InFlight } from './in-flight';
import type { Sender } from './sender';

const REPLIES_PER_ENTRY = 16;
const RENEW_TTL_AFTER_MS = OWN_STREAM_TTL_MS / 4;
/** How long a process that closes waits before it tries once more to get rid of its last replies. */
const TRY_AGAIN_MS = 100;

interface ReplyStream {
  batch: WriteTimeBatch<WireReply>;
  /** When its time to live was last set, in milliseconds of performance.now(). */
  renewedAt: number;
}

interface ReplyWriterOptions {
  keys: ContextKeys;
  commands: Connection;
  settings: Settings;
}

/** Adds replies to the streams of the clients that wait for them. */
export class ReplyWriter {
  private readonly streams = new Map<string, ReplyStream>();
  /** Finished while Redis could not be reached. Bounded by the calls that were running then. */
  private unsent: [sender: Sender, reply: WireReply][] = [];
  private readonly inFlight = new InFlight();

  constructor(private readonly options: ReplyWriterOptions) {}

  send(sender: Sender, reply: WireReply): void {
    const { maxBodyBytes } = this.options.settings;
    if (reply.kind !== 'failure' && exceeds(maxBodyBytes, [reply.body])) {
      return this.fail(sender, reply.id, {
        code: 'ResourceExhausted',
        message: `The reply is too large: it exceeds ${maxBodyBytes} bytes`,
        mayHaveRun: true,
      });
    }
    this.streamOf(sender).batch.add(reply, reply.body.length);
  }

  fail(sender: Sender, id: number, failure: WireFailure): void {
    this.send(sender, { id, kind: 'failure', body: JSON.stringify(failure) });
  }

  /** Sends again what a lost connection may have swallowed; a client ignores what it has already. */
  resend(): void {
    for (const [sender, reply] of this.unsent.splice(0)) this.send(sender, reply);
  }

  /** After a flush no stream has its time to live any more, so that the next reply sets it. */
  forgetStreams(): void {
    this.streams.clear();
  }

  /** Lets go of clients that have not been answered for a while. */
  prune(): void {
    const limit = performance.now() - OWN_STREAM_TTL_MS;
    for (const [name, { renewedAt }] of this.streams) if (renewedAt < limit) this.streams.delete(name);
  }

  /** When all is in Redis. What it has no room for is tried again, for `withinMs` at most. Never rejects. */
  async flush(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    await this.inFlight.whenEmpty();
    while (this.unsent.length > 0 && this.options.commands.current && performance.now() < until) {
      await delay(TRY_AGAIN_MS);
      this.resend();
      await this.inFlight.whenEmpty();
    }
  }

  private streamOf(sender: Sender): ReplyStream {
    const { name } = sender;
    const known = this.streams.get(name);
    if (known) return known;
    const stream = { batch: this.batchFor(sender), renewedAt: -Infinity };
    this.streams.set(name, stream);
    return stream;
  }

  private batchFor(sender: Sender): WriteTimeBatch<WireReply> {
    const { keys, settings } = this.options;
    const key = keys.replies(sender.client);
    const fields = replyFields(settings.id);
    const seal = (replies: string[]) =>
      settings.identity!.sealForPeer(sender.peer!, key, netstrings([...fields, ...replies]));
    return new WriteTimeBatch({
      maxItems: () => REPLIES_PER_ENTRY,
      maxBytes: settings.maxBodyBytes,
      encode: encodeReplies,
      write: (append) =>
        this.write(sender, append(['XADD', key, '*', ...fields], REPLY_FIELDS, settings.identity && seal)),
      onFailure: (replies, error) => this.failed(sender, replies, error),
    });
  }

  private write(sender: Sender, command: string[]): Promise<unknown> {
    const { commands, keys } = this.options;
    const added = this.inFlight.track(commands.send(command));
    const stream = this.streams.get(sender.name);
    const now = performance.now();
    if (stream && now - stream.renewedAt > RENEW_TTL_AFTER_MS) {
      // A dead client's stream must go away by itself, and only we know that it was written to.
      const renewed = commands.send(['PEXPIRE', keys.replies(sender.client), String(OWN_STREAM_TTL_MS)]);
      stream.renewedAt = now;
      this.inFlight.track(renewed).catch(() => (stream.renewedAt = -Infinity));
    }
    return added;
  }

  private failed(sender: Sender, replies: WireReply[], error: unknown): void {
    if (isErrorReply(error) && !isPassing(error)) {
      const { log } = this.options.settings;
      log('error', `Redis did not take ${replies.length} replies to ${sender.client}: ${messageOf(error)}`);
      return;
    }
    for (const reply of replies) this.unsent.push([sender, reply]);
  }
}
