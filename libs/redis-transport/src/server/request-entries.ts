import type { ServeCall } from '../calls';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import type { Counters } from '../telemetry/counters';
import type { Connection } from '../redis/connection';
import { isErrorReply, messageOf } from '../redis/failures';
import { decodeControl } from '../wire/control';
import { MalformedEntry, type RawEntry } from '../wire/fields';
import type { ContextKeys } from '../wire/keys';
import { decodeRequest, type RequestEntry } from '../wire/request';
import { exceeds } from '../wire/size';
import type { Acknowledger } from './acknowledger';
import { DeadLetters } from '../dead-letters/dead-letters';
import { Licences } from './licences';
import type { OpenCall } from './open-call';
import { OpenCalls } from './open-calls';
import type { ReplyWriter } from './reply-writer';
import { prove } from '../wire/prove';
import { senderOf, type Sender } from './sender';
import type { Work } from './work';

interface RequestEntriesOptions {
  keys: ContextKeys;
  settings: Settings;
  counters: Counters;
  clock: RedisClock;
  predates: (time: number) => boolean;
  commands: Connection;
  handler: ServeCall;
  work: Work;
  /** For calls that answer with a stream, which last as long as somebody reads. Left out, they are work like any. */
  streams?: Work;
  acks: Acknowledger;
  replies: ReplyWriter;
  /** Redis did not do what an entry needed, which is to be read again. */
  onLeft: () => void;
}

/**
 * How far the time at which an entry was added may be from what it says, in milliseconds. Less than a licence is kept, so
 * that an entry which somebody adds once more is never started once more.
 */
const STALE_MS = 10_000;
/** How many times `maxBodyBytes` an entry may take. Who follows PROTOCOL.md stays below: 16 calls, and what is beside their texts. */
const MOST_BODIES = 32;
/** When a place for another stream may be free again, in milliseconds. */
const STREAM_RETRY_MS = 1_000;

/** Whether the calls of an entry may be started here. */
type Licence = 'granted' | 'refused' | 'outlived' | 'unsaid' | 'unknown';

/** Why nobody can tell whether a call has run. */
const doubts = {
  refused: (call: string) => `${call} was started before, and is not started again`,
  outlived: (call: string) => `Redis was restarted or replaced while ${call} was under way`,
  abandoned: (call: string) => `The process that runs ${call} is closing`,
  unsaid: (call: string) => `Redis did not say whether ${call} may be started`,
};

/** An entry and who sent it. */
interface Read {
  entry: RequestEntry;
  sender: Sender;
}

/** Turns entries of the request stream into running calls, and acknowledges each entry after its last call. */
export class RequestEntries {
  /**
   * As in the fullest entry seen lately; tells how many entries fit in the room that is left. Begins high:
   * to take more than can begin would keep it from replicas that are free.
   */
  callsPerEntry = 16;
  private readonly open = new Set<string>();
  private readonly calls: OpenCalls;
  private readonly licences: Licences;
  private readonly dead: DeadLetters;

  constructor(private readonly options: RequestEntriesOptions) {
    this.calls = new OpenCalls(options.handler, {
      telemetry: options.settings.telemetry,
      context: options.keys.context,
    });
    this.licences = new Licences(options);
    this.dead = new DeadLetters(options);
  }

  /** Aborts the signals of all that run, whose callers are told before: of two replies the first counts. */
  abortRunning(): void {
    this.calls.abort((call) => this.mayHaveRun(call, 'abandoned'));
  }

  close(): void {
    this.calls.stop();
  }

  /** What a client tells about calls that may be here. */
  control(fields: string[]): void {
    const { keys, settings } = this.options;
    const key = keys.control(settings.id);
    const peer = prove(settings.identity, key, fields);
    const { client, cancels, grants } = decodeControl(fields);
    const sender = senderOf(client, peer);
    for (const cancel of cancels) this.calls.cancel(sender, cancel);
    for (const grant of grants) this.calls.grant(sender, grant);
  }

  /** Lets go of streams whose readers died. */
  endUnread(): void {
    this.calls.endUnread();
  }

  /**
   * An entry given to this consumer, or taken over from a replica that died with it. It may come again after a
   * lost connection.
   */
  take([id, fields]: RawEntry, again: boolean): void {
    const { acks, counters } = this.options;
    if (this.open.has(id) || acks.has(id)) return;
    // Deleted by whoever answered it.
    if (!fields) return acks.add(id);
    if (again) counters.redelivered.call += 1;
    let read;
    try {
      read = this.read(id, fields);
    } catch (error) {
      return void this.bury(id, fields, messageOf(error));
    }
    const { entry, sender } = read;
    this.callsPerEntry = Math.max(entry.calls.length, this.callsPerEntry >> 1, 1);
    this.open.add(id);
    const begun = performance.now() - this.options.clock.ageOf(id);
    let licence: Promise<Licence> | undefined;
    let left = entry.calls.length;
    let isFinished = true;
    for (const wire of entry.calls) {
      const call = this.calls.add(sender, wire, begun + wire.timeoutMs);
      const { work, isFull } = this.placeFor(call);
      work.push(async () => {
        // Not before the first of them can begin: what waits here when this process dies has not run.
        if (!entry.repeatable) licence ??= this.licenceFor(id, read, begun);
        const answer = licence ? await licence : 'granted';
        if (answer === 'granted') await (isFull ? this.refuse(call) : this.run(call));
        else if (answer !== 'unknown') this.mayHaveRun(call, answer);
        else isFinished = false;
        this.calls.close(call);
        left -= 1;
        if (left > 0) return;
        this.open.delete(id);
        if (isFinished) acks.add(id);
        else this.options.onLeft();
      });
    }
  }

  /** Streams have places of their own: readers who stay would otherwise keep all others out. */
  private placeFor({ wire }: OpenCall): { work: Work; isFull: boolean } {
    const { work, streams } = this.options;
    if (!streams || wire.window === undefined) return { work, isFull: false };
    return streams.room > 0 ? { work: streams, isFull: false } : { work, isFull: true };
  }

  private async licenceFor(id: string, { entry, sender }: Read, begun: number): Promise<Licence> {
    const longest = Math.max(...entry.calls.map(({ timeoutMs }) => timeoutMs));
    const leftMs = begun + longest - performance.now();
    // Nobody waits, so none of them will be run.
    if (leftMs <= 0) return 'granted';
    // What the Redis before knew of it, such as a licence, may not have come to this one. A copy has a new id, and the old `at`.
    if (this.options.predates(Math.min(Number.parseInt(id, 10), entry.at))) return 'outlived';
    try {
      return (await this.licences.take(entry, sender.peer?.service, leftMs)) ? 'granted' : 'refused';
    } catch (error) {
      // Redis has said no, and may not have room for the answer either; the client is told as soon as it has.
      return isErrorReply(error) ? 'unsaid' : 'unknown';
    }
  }

  private refuse({ sender, wire: { id, name } }: OpenCall): void {
    const { replies, settings, keys } = this.options;
    replies.fail(sender, id, {
      code: 'ResourceExhausted',
      message: `${keys.context}.${name} has no place for another stream: ${settings.maxStreams} are open`,
      mayHaveRun: false,
      retryAfterMs: STREAM_RETRY_MS,
    });
  }

  private mayHaveRun({ sender, wire: { id, name } }: OpenCall, why: keyof typeof doubts): void {
    const message = doubts[why](`${this.options.keys.context}.${name}`);
    this.options.replies.fail(sender, id, { code: 'Unavailable', message, mayHaveRun: true });
  }

  /** @throws MalformedEntry for one that is not to be run */
  private read(id: string, fields: string[]): Read {
    const { keys, settings } = this.options;
    if (exceeds(MOST_BODIES * settings.maxBodyBytes, fields))
      throw new MalformedEntry(`it exceeds ${MOST_BODIES * settings.maxBodyBytes} bytes`);
    const peer = prove(settings.identity, keys.requests, fields);
    const entry = decodeRequest(fields);
    if (this.isStale(id, entry.at)) throw new MalformedEntry('it was added at another time than it says');
    if (entry.calls.length === 0) throw new MalformedEntry('there is no call in it');
    if (entry.unreadable > 0)
      settings.log(
        'warn',
        `Skipped ${entry.unreadable} calls that cannot be read in entry ${id} of ${keys.requests}`,
      );
    return { entry, sender: senderOf(entry.client, peer) };
  }

  private isStale(id: string, at: number): boolean {
    const added = Number.parseInt(id, 10);
    // Ids never go back: while Redis's clock is behind the last one, what is added has the time of that.
    return at > added + STALE_MS || at < Math.min(added, this.options.clock.now()) - STALE_MS;
  }

  /** Keeps an entry that is not to be run for people to look at. If that fails, it comes again. */
  private async bury(id: string, fields: string[], reason: string): Promise<void> {
    const { keys, acks } = this.options;
    this.open.add(id);
    try {
      await this.dead.add(keys.requests, id, fields, reason);
      acks.add(id);
    } catch {
      this.options.onLeft();
    }
    this.open.delete(id);
  }

  private async run(call: OpenCall): Promise<void> {
    const { replies, settings, keys } = this.options;
    // Its caller has given up: nobody would see the answer.
    if (!call.isWanted) return;
    const { sender, wire } = call;
    const { id, name } = wire;
    try {
      const reply = await call.run((body, index) => replies.send(sender, { id, kind: 'next', body, index }));
      const { valuesSent: index } = call;
      replies.send(sender, { id, kind: reply.ok ? 'ok' : 'error', body: reply.body, index });
    } catch (error) {
      settings.log('error', `The handler of ${keys.context}.${name} failed: ${messageOf(error)}`);
      replies.fail(sender, id, {
        code: 'Unavailable',
        message: `${keys.context}.${name} failed without a reply`,
        mayHaveRun: true,
      });
    }
  }
}
