import type { ServeCall } from '../calls';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import { messageOf } from '../redis/failures';
import type { RawEntry } from '../wire/fields';
import type { ContextKeys } from '../wire/keys';
import { decodeRequest, type RequestEntry, type WireCall } from '../wire/request';
import type { Acknowledger } from './acknowledger';
import type { ReplyWriter } from './reply-writer';
import { RunningCalls } from './running-calls';
import type { Work } from './work';

interface RequestEntriesOptions {
  keys: ContextKeys;
  settings: Settings;
  clock: RedisClock;
  handler: ServeCall;
  work: Work;
  acks: Acknowledger;
  replies: ReplyWriter;
}

/** Turns entries of the request stream into running calls, and acknowledges each entry after its last call. */
export class RequestEntries {
  /**
   * As in the fullest entry seen lately; tells how many entries fit in the room that is left. Begins high:
   * to take more than can begin would keep it from replicas that are free.
   */
  callsPerEntry = 16;
  private readonly open = new Set<string>();

  private readonly running: RunningCalls;

  constructor(private readonly options: RequestEntriesOptions) {
    this.running = new RunningCalls(options.handler);
  }

  /** Aborts the signals of all that run: nobody waits for them any more. */
  abortRunning(): void {
    this.running.abort();
  }

  /** An entry given to this consumer; it may come again after a lost connection. */
  take([id, fields]: RawEntry): void {
    const { keys, acks, work } = this.options;
    if (this.open.has(id) || acks.has(keys.requests, id)) return;
    const entry = this.decode(id, fields);
    if (!entry || entry.calls.length === 0) return acks.add(keys.requests, id);
    this.callsPerEntry = Math.max(entry.calls.length, this.callsPerEntry >> 1, 1);
    this.open.add(id);
    const queuedMs = this.options.clock.ageOf(id);
    let left = entry.calls.length;
    for (const call of entry.calls) {
      const deadline = performance.now() + call.timeoutMs - queuedMs;
      work.push(async () => {
        await this.run(entry.client, call, deadline);
        left -= 1;
        if (left > 0) return;
        this.open.delete(id);
        acks.add(keys.requests, id);
      });
    }
  }

  /** An entry whose replica died with it: its callers are told, and nothing is started again. */
  abandon([id, fields]: RawEntry): void {
    const { keys, acks, replies, settings } = this.options;
    const entry = this.decode(id, fields);
    for (const call of entry?.calls ?? []) {
      replies.fail(entry?.client ?? '', call.id, {
        code: 'Unavailable',
        message: `The replica of ${keys.context} that had ${call.name} is gone`,
        mayHaveRun: true,
      });
    }
    settings.log('warn', `Gave up entry ${id} of ${keys.requests}: its replica is gone`);
    acks.add(keys.requests, id);
  }

  private decode(id: string, fields: string[] | null): RequestEntry | undefined {
    if (!fields) return undefined;
    const { keys, settings } = this.options;
    try {
      const entry = decodeRequest(fields);
      if (entry.unreadable > 0) {
        settings.log(
          'warn',
          `Skipped ${entry.unreadable} calls in entry ${id} of ${keys.requests}: cannot be read`,
        );
      }
      return entry;
    } catch (error) {
      settings.log('warn', `Dropped entry ${id} of ${keys.requests}: ${messageOf(error)}`);
      return undefined;
    }
  }

  private async run(client: string, call: WireCall, deadline: number): Promise<void> {
    const { replies, settings, keys } = this.options;
    const left = deadline - performance.now();
    // Its caller has given up: nobody would see the answer.
    if (left <= 0) return;
    try {
      const reply = await this.running.run(call, left);
      replies.send(client, { id: call.id, kind: reply.ok ? 'ok' : 'error', body: reply.body });
    } catch (error) {
      settings.log('error', `The handler of ${keys.context}.${call.name} failed: ${messageOf(error)}`);
      replies.fail(client, call.id, {
        code: 'Unavailable',
        message: `${keys.context}.${call.name} failed without a reply`,
        mayHaveRun: true,
      });
    }
  }
}
