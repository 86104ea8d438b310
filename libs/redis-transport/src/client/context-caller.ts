import type { OutgoingCall, Reply } from '../calls';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import { Connection } from '../redis/connection';
import { failureOf, redisUnavailable } from '../redis/failures';
import { TransportError } from '../transport-error';
import type { ContextKeys } from '../wire/keys';
import { decodeFailure, type WireReply } from '../wire/reply';
import { PendingCall } from './pending-call';
import { Presence } from './presence';
import { ReplyReader } from './reply-reader';
import { RequestWriter } from './request-writer';

/** How long a call waits for a replica to appear, in milliseconds. */
const PATIENCE_MS = 800;
/** How long everybody must be gone before calls in flight are given up: a flushed registry refills sooner. */
const DESERTED_MS = 1_000;
/** How long calls in flight outlast a lost connection, in milliseconds. */
const OUTAGE_MS = 1_000;

export interface CallerOptions {
  keys: ContextKeys;
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
  address: string;
  /** Changes when Redis restarts. */
  runId: () => string;
}

/** Everything this process needs to call one context. */
export class ContextCaller {
  private nextId = 1;
  private readonly pending = new Map<number, PendingCall>();
  /** Calls not sent because nobody is known to serve, and when they began to wait. */
  private readonly parked = new Map<PendingCall, number>();
  private readonly presence: Presence;
  private readonly replies: ReplyReader;
  private readonly writer: RequestWriter;
  private desertedSince?: number;
  private outage?: NodeJS.Timeout;
  private runId: string;

  constructor(private readonly options: CallerOptions) {
    const { keys, commands, clock, settings, address } = options;
    const { log, url, id } = settings;
    this.runId = options.runId();
    this.writer = new RequestWriter(options);
    this.presence = new Presence({
      keys,
      commands,
      clock,
      log,
      onLook: (alive) => this.looked(alive),
      onBlind: (reason) => this.failParked(reason),
    });
    this.replies = new ReplyReader({
      key: keys.replies(id),
      reader: new Connection({ url, address, log, name: `${id}:replies:${keys.context}` }),
      commands,
      log,
      onReply: (reply) => this.settle(reply),
    });
    commands.onUp(() => this.redisIsBack());
    commands.onDown(() => this.redisWasLost());
    this.presence.look();
  }

  call(call: OutgoingCall): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const pending = new PendingCall(this.nextId++, call, resolve, reject, (settled) => {
        this.pending.delete(settled.id);
        this.parked.delete(settled);
      });
      this.pending.set(pending.id, pending);
      if (this.presence.alive && this.options.commands.current) this.writer.send(pending);
      else this.park(pending);
    });
  }

  async close(): Promise<void> {
    this.presence.close();
    clearTimeout(this.outage);
    for (const call of [...this.pending.values()]) {
      const message = `${call.call.context}.${call.call.name} was still waiting when the transport was closed`;
      call.fail(new TransportError('Cancelled', message, { mayHaveRun: call.sent }));
    }
    await this.replies.close();
  }

  private park(pending: PendingCall): void {
    this.parked.set(pending, performance.now());
    this.presence.look();
  }

  private looked(alive: boolean): 'calm' | 'eager' {
    this.replies.trim();
    if (alive) {
      this.desertedSince = undefined;
      for (const call of [...this.parked.keys()]) {
        this.parked.delete(call);
        this.writer.send(call);
      }
      return 'calm';
    }
    const now = performance.now();
    this.desertedSince ??= now;
    for (const [call, since] of [...this.parked]) {
      if (now - since >= PATIENCE_MS) call.fail(this.nobody(false));
    }
    if (now - this.desertedSince >= DESERTED_MS) this.failSent(this.nobody(true));
    return this.pending.size > 0 ? 'eager' : 'calm';
  }

  private settle({ id, kind, body }: WireReply): void {
    const call = this.pending.get(id);
    if (!call) return;
    if (kind !== 'failure') return call.succeed({ ok: kind === 'ok', body });
    const { code, message, ...detail } = decodeFailure(body) ?? {
      code: 'Unavailable' as const,
      message: `${call.call.context} answered with a failure that cannot be read`,
      mayHaveRun: true,
    };
    call.fail(new TransportError(code, message, detail));
  }

  private redisWasLost(): void {
    this.failParked(this.options.commands.unavailable());
    clearTimeout(this.outage);
    this.outage = setTimeout(
      () => this.failSent(this.lost('the connection was lost and did not return')),
      OUTAGE_MS,
    );
  }

  private redisIsBack(): void {
    clearTimeout(this.outage);
    const runId = this.options.runId();
    // What a restarted Redis still holds is not known, and these calls are likely gone.
    if (runId !== this.runId) this.failSent(this.lost('it was restarted while the call was under way'));
    this.runId = runId;
    this.presence.look();
  }

  private failParked(reason: unknown): void {
    for (const call of [...this.parked.keys()]) call.fail(failureOf(reason, false, this.options.address));
  }

  private failSent(error: TransportError): void {
    for (const call of [...this.pending.values()]) if (call.sent) call.fail(error);
  }

  private lost(what: string): TransportError {
    return redisUnavailable(this.options.address, what, true);
  }

  private nobody(mayHaveRun: boolean): TransportError {
    const { context } = this.options.keys;
    return new TransportError('Unavailable', `No replica of ${context} is alive`, { mayHaveRun });
  }
}
