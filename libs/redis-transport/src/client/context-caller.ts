import { CallTable } from '../call-table';
import type { BegunCall, OutgoingCall, OutgoingStream, Reply } from '../calls';
import { Deadlines } from '../deadlines';
import type { Settings } from '../options';
import type { RedisClock } from '../redis/clock';
import { Connection } from '../redis/connection';
import type { Endpoint } from '../redis/endpoint';
import { failureOf, redisUnavailable } from '../redis/failures';
import { Follower } from '../redis/follower';
import { TransportError } from '../transport-error';
import { MalformedEntry } from '../wire/fields';
import type { ContextKeys } from '../wire/keys';
import { decodeFailure, decodeReplies, type WireReply } from '../wire/reply';
import { splitSeal } from '../wire/sealed';
import { ControlWriter } from './control-writer';
import { PendingCall } from './pending-call';
import { Presence } from './presence';
import { RequestWriter } from './request-writer';
import { RetryBudget } from './retry-budget';
import { StreamValues } from './stream-values';
import { ValueQueue } from './value-queue';

/** How long a call waits for a replica to appear, in milliseconds. */
const PATIENCE_MS = 800;
/** How long everybody must be gone before calls in flight are given up: a flushed registry refills sooner. */
const DESERTED_MS = 1_000;
/** How often a reader of a stream shows that it is there, in milliseconds. */
const STILL_HERE_MS = 10_000;
/** When a call that met a full queue may find room, in milliseconds. */
const RETRY_AFTER_MS = 200;
/** How long calls in flight outlast a lost connection, in milliseconds. */
const OUTAGE_MS = 1_000;

export interface CallerOptions {
  keys: ContextKeys;
  endpoint: Endpoint;
  commands: Connection;
  clock: RedisClock;
  settings: Settings;
  address: string;
  /** Changes when Redis restarts or another node takes its place. */
  runId: () => string;
}

/** Everything this process needs to call one context. */
export class ContextCaller {
  private readonly pending = new CallTable<PendingCall>();
  /** Calls not sent because nobody is known to serve, and when they began to wait. */
  private readonly parked = new Map<PendingCall, number>();
  private readonly presence: Presence;
  private readonly replies: Follower;
  private readonly writer: RequestWriter;
  private readonly control: ControlWriter;
  private readonly retries = new RetryBudget();
  private readonly deadlines = new Deadlines(
    () => this.pending.values(),
    (call) => call.expire(),
  );
  private desertedSince?: number;
  private shownAt = 0;
  private outage?: NodeJS.Timeout;
  private runId: string;
  /** Why nobody takes calls from here, as of the last look. */
  private distrusted?: TransportError;

  constructor(private readonly options: CallerOptions) {
    const { keys, endpoint, commands, clock, settings } = options;
    const { log, id } = settings;
    this.runId = options.runId();
    this.presence = new Presence({
      keys,
      commands,
      clock,
      log,
      onLook: (alive) => this.looked(alive),
      // Who has come since waits for the next look: the connection that failed this one may be back.
      onBlind: (reason, began) => this.failParked(reason, began),
    });
    this.writer = new RequestWriter({
      ...options,
      presence: this.presence,
      onLost: (call) => this.awaitsConnection(call),
    });
    this.control = new ControlWriter({ ...options, presence: this.presence });
    this.replies = new Follower({
      key: keys.replies(id),
      reader: new Connection({ endpoint, log, name: `${id}:replies:${keys.context}` }),
      commands,
      log,
      onEntry: (fields) => {
        if (!this.isGenuine(fields)) throw new MalformedEntry('its seal proves nothing');
        const { replica, replies } = decodeReplies(fields);
        for (const reply of replies) this.settle(reply, replica);
      },
    }).start();
    commands.onUp(() => this.redisIsBack());
    commands.onDown(() => this.redisWasLost());
    this.presence.look();
  }

  call(call: OutgoingCall): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const pending: PendingCall | undefined = this.begin(call, resolve, reject, call.onValue && onValue);
      function onValue(body: string): void {
        call.onValue!(body);
        pending?.values?.took();
      }
    });
  }

  /** The values of a stream, and the reply that ends it. Who stops reading cancels the call. */
  async *stream(call: OutgoingStream): AsyncGenerator<string, Reply> {
    const values = new ValueQueue();
    let pending: PendingCall | undefined;
    const reply = new Promise<Reply>((resolve, reject) => {
      const onValue = (body: string) => values.push(body);
      const onBegun = (begun: BegunCall) => call.onBegun?.(begun);
      pending = this.begin({ ...call, repeatable: false, onBegun }, resolve, reject, onValue);
    });
    reply.then(
      () => values.end(),
      (error: TransportError) => values.end(error),
    );
    try {
      for (let value = await values.take(); value !== undefined; value = await values.take()) {
        yield value;
        pending?.values?.took();
      }
      return await reply;
    } finally {
      pending?.cancel();
    }
  }

  private begin(
    call: OutgoingCall,
    resolve: (reply: Reply) => void,
    reject: (error: TransportError) => void,
    onValue?: (body: string) => void,
  ): PendingCall | undefined {
    const refusal = this.refusal(call);
    if (refusal) return void reject(refusal);
    this.retries.earn();
    const pending = new PendingCall(call, resolve, reject, this.settled, this.cancelled);
    pending.sending = this.options.settings.telemetry?.send('call', call.context, call.name);
    if (onValue) pending.values = new StreamValues(onValue, () => this.grant(pending.replica, [pending]));
    this.pending.add(pending);
    this.deadlines.watch(pending);
    pending.listen();
    if (pending.settled) return pending;
    if (this.presence.alive && this.options.commands.current) this.writer.send(pending);
    else this.park(pending);
    return pending;
  }

  private readonly settled = (call: PendingCall) => {
    this.pending.delete(call.id);
    this.parked.delete(call);
  };

  private readonly cancelled = ({ id, remainingMs }: PendingCall) => {
    // At its deadline a call ends everywhere by itself.
    if (remainingMs > 1) this.control.cancel({ id, leftMs: Math.ceil(remainingMs) });
  };

  /** Calls under way. */
  get underWay(): number {
    return this.pending.size;
  }

  async close(): Promise<void> {
    this.presence.close();
    this.deadlines.close();
    clearTimeout(this.outage);
    for (const call of [...this.pending.values()]) {
      const message = `${call.call.context}.${call.call.name} was still waiting when the transport was closed`;
      call.fail(new TransportError('Cancelled', message, { mayHaveRun: call.sent }));
    }
    await this.replies.close();
  }

  /** Why a call is not sent at all: more would only wait. */
  private refusal({ context, name }: OutgoingCall): TransportError | undefined {
    const { maxQueuedEntries, maxPending } = this.options.settings;
    const refuse = (why: string) =>
      new TransportError('ResourceExhausted', `${context}.${name} was refused: ${why}`, {
        mayHaveRun: false,
        retryAfterMs: RETRY_AFTER_MS,
      });
    if (this.distrusted) return this.distrusted;
    if (this.pending.size >= maxPending) return refuse(`${this.pending.size} calls are under way from here`);
    if (this.presence.queued < maxQueuedEntries) return undefined;
    this.presence.look();
    return refuse(`its queue is full, with ${this.presence.queued} entries`);
  }

  private park(pending: PendingCall): void {
    this.parked.set(pending, performance.now());
    this.presence.lookAfresh();
  }

  private looked(alive: boolean): 'calm' | 'eager' {
    const kid = this.options.settings.identity?.kid;
    this.distrusted = this.presence.distrusts(kid) ? this.distrust(kid) : undefined;
    this.replies.trim();
    this.showReaders();
    if (alive) {
      this.desertedSince = undefined;
      if (this.distrusted) this.failParked(this.distrusted);
      for (const call of [...this.parked.keys()]) {
        this.parked.delete(call);
        this.writer.send(call);
      }
      return this.presence.queued < this.options.settings.maxQueuedEntries ? 'calm' : 'eager';
    }
    const now = performance.now();
    this.desertedSince ??= now;
    for (const [call, since] of [...this.parked]) {
      if (now - since >= PATIENCE_MS) call.fail(this.nobody(call.sent));
    }
    if (now - this.desertedSince >= DESERTED_MS) this.failSent(this.nobody(true));
    return this.pending.size > 0 ? 'eager' : 'calm';
  }

  private grant(replica: string | undefined, calls: readonly PendingCall[]): void {
    const grants = calls.map(({ id, values }) => ({ id, values: values!.room }));
    this.control.grant(replica, grants);
  }

  /** A server lets go of a stream whose reader it has not heard of for long. */
  private showReaders(): void {
    const now = performance.now();
    if (now - this.shownAt < STILL_HERE_MS) return;
    this.shownAt = now;
    const byReplica = new Map<string | undefined, PendingCall[]>();
    for (const call of this.pending.values())
      if (call.values) byReplica.set(call.replica, [...(byReplica.get(call.replica) ?? []), call]);
    for (const [replica, calls] of byReplica) this.grant(replica, calls);
  }

  /** Whether somebody answers who may. What is refused is counted by the identity. */
  private isGenuine(fields: string[]): boolean {
    const { settings, keys } = this.options;
    if (!settings.identity) return true;
    const { text, seal } = splitSeal(fields);
    return (
      settings.identity.openFromContext(keys.context, keys.replies(settings.id), text, seal) !== undefined
    );
  }

  private settle({ id, kind, body, index }: WireReply, replica: string): void {
    const call = this.pending.get(id);
    if (!call) return;
    if (kind === 'next') {
      call.replica = replica;
      const lost = call.values?.push(index!, body);
      if (lost) call.fail(lost);
      return;
    }
    if (kind !== 'failure') {
      const lost = index === undefined ? undefined : call.values?.endsAt(index);
      return lost ? call.fail(lost) : call.succeed({ ok: kind === 'ok', body });
    }
    const { code, message, ...detail } = decodeFailure(body) ?? {
      code: 'Unavailable' as const,
      message: `${call.call.context} answered with a failure that cannot be read`,
      mayHaveRun: true,
    };
    if (code === 'Unavailable' && this.retry(call)) return;
    call.fail(new TransportError(code, message, detail));
  }

  /** Sends a repeatable call once more, if it has the time and there is budget for it. */
  private retry(call: PendingCall): boolean {
    if (!mayBeRetried(call) || !this.retries.spend()) return false;
    call.retried = true;
    call.unconfirmed = false;
    // What comes of the first time must not be taken for the second, here or where both may run.
    this.pending.delete(call.id);
    this.pending.add(call);
    this.park(call);
    return true;
  }

  /** Whether a call that Redis may not have is sent again when the connection is back; until then it can be answered. */
  private awaitsConnection(call: PendingCall): boolean {
    // What failed on a connection that lasts would wait for nothing.
    if (this.options.commands.current || !mayBeRetried(call)) return false;
    call.unconfirmed = true;
    return true;
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
    const restarted = runId !== this.runId;
    const why = restarted
      ? 'it was restarted or replaced while the call was under way'
      : 'the connection was lost';
    for (const call of [...this.pending.values()])
      if (call.sent && (restarted || call.unconfirmed) && !this.retry(call)) call.fail(this.lost(why));
    this.runId = runId;
    this.presence.look();
  }

  /** @param until leaves those alone that were parked after, in milliseconds of performance.now() */
  private failParked(reason: unknown, until = Infinity): void {
    for (const [call, since] of [...this.parked])
      if (since <= until) call.fail(failureOf(reason, call.sent, this.options.address));
  }

  private failSent(error: TransportError): void {
    for (const call of [...this.pending.values()]) if (call.sent) call.fail(error);
  }

  private lost(what: string): TransportError {
    return redisUnavailable(this.options.address, what, true);
  }

  private distrust(kid: string | undefined): TransportError {
    const why = kid === undefined ? 'it has no key' : `its key ${kid} is not among those they trust`;
    const message = `The replicas of ${this.options.keys.context} do not believe this process: ${why}`;
    return new TransportError('Unavailable', message, { mayHaveRun: false });
  }

  private nobody(mayHaveRun: boolean): TransportError {
    const { context } = this.options.keys;
    return new TransportError('Unavailable', `No replica of ${context} is alive`, { mayHaveRun });
  }
}

function mayBeRetried({ call, retried, remainingMs }: PendingCall): boolean {
  return call.repeatable && !retried && remainingMs >= 1;
}
