import { CallTable } from '../call-table';
import type { BegunCall, OutgoingCall, OutgoingStream, Reply } from '../calls';
import { Deadlines } from '../deadlines';
import type { KnownContext } from '../known-contexts';
import { failureOf, redisUnavailable } from '../redis/failures';
import type { Follower } from '../redis/follower';
import { TransportError } from '../transport-error';
import type { WireReply } from '../wire/reply';
import { ControlWriter } from './control-writer';
import { OutageWatch } from './outage-watch';
import { ParkedCalls } from './parked-calls';
import { PendingCall } from './pending-call';
import { Presence } from './presence';
import { distrusted, exhausted, failureFrom, nobodyAlive } from './refusals';
import { followReplies } from './reply-reader';
import { RequestWriter } from './request-writer';
import { RetryBudget } from './retry-budget';
import { StreamGrants } from './stream-grants';
import { StreamValues } from './stream-values';
import { ValueQueue } from './value-queue';

/** How long a call waits for a replica to appear, in milliseconds. */
const PATIENCE_MS = 800;
/** How long everybody must be gone before calls in flight are given up: a flushed registry refills sooner. */
const DESERTED_MS = 1_000;

/** Everything this process needs to call one context. */
export class ContextCaller {
  private readonly pending = new CallTable<PendingCall>();
  private readonly parked = new ParkedCalls();
  private readonly presence: Presence;
  private readonly replies: Follower;
  private readonly writer: RequestWriter;
  private readonly control: ControlWriter;
  private readonly grants: StreamGrants;
  private readonly outages: OutageWatch;
  private readonly retries = new RetryBudget();
  private readonly deadlines = new Deadlines(
    () => this.pending.values(),
    (call) => call.expire(),
  );
  private desertedSince?: number;
  /** Why nobody takes calls from here, as of the last look. */
  private distrusted?: TransportError;

  constructor(private readonly context: KnownContext) {
    const { commands, runId, address, settings } = context;
    this.presence = new Presence({
      ...{ ...context, log: settings.log },
      onLook: (alive) => this.looked(alive),
      // Who has come since waits for the next look: the connection that failed this one may be back.
      onBlind: (reason, began) => this.parked.fail(({ sent }) => failureOf(reason, sent, address), began),
    });
    const { presence } = this;
    const onLost = (call: PendingCall) => this.awaitsConnection(call);
    this.writer = new RequestWriter({ ...context, presence, onLost });
    this.control = new ControlWriter({ ...context, presence });
    this.grants = new StreamGrants(this.control);
    this.replies = followReplies(context, (reply, replica) => this.settle(reply, replica));
    this.outages = new OutageWatch({
      ...{ commands, runId },
      onLost: () => this.parked.fail(() => commands.unavailable()),
      onLasting: () => this.failSent(this.lost('the connection was lost and did not return')),
      onBack: (restarted) => this.redisIsBack(restarted),
    });
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

  /** Calls under way. */
  get underWay(): number {
    return this.pending.size;
  }

  async close(): Promise<void> {
    this.presence.close();
    this.deadlines.close();
    this.outages.close();
    for (const call of [...this.pending.values()]) {
      const message = `${call.call.context}.${call.call.name} was still waiting when the transport was closed`;
      call.fail(new TransportError('Cancelled', message, { mayHaveRun: call.sent }));
    }
    await this.replies.close();
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
    pending.sending = this.context.settings.telemetry?.send('call', call.context, call.name);
    if (onValue) pending.values = new StreamValues(onValue, () => this.grants.grant(pending));
    this.pending.add(pending);
    this.deadlines.watch(pending);
    pending.listen();
    if (pending.settled) return pending;
    if (this.presence.alive && this.context.commands.current) this.writer.send(pending);
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

  /** Why a call is not sent at all. */
  private refusal(call: OutgoingCall): TransportError | undefined {
    const { maxQueuedEntries, maxPending } = this.context.settings;
    if (this.distrusted) return this.distrusted;
    if (this.pending.size >= maxPending)
      return exhausted(call, `${this.pending.size} calls are under way from here`);
    if (this.presence.queued < maxQueuedEntries) return undefined;
    this.presence.look();
    return exhausted(call, `its queue is full, with ${this.presence.queued} entries`);
  }

  private park(pending: PendingCall): void {
    this.parked.add(pending);
    this.presence.lookAfresh();
  }

  /** The registry has been looked at. Tells whether to look again soon. */
  private looked(alive: boolean): 'calm' | 'eager' {
    const { keys, settings } = this.context;
    const kid = settings.identity?.kid;
    this.distrusted = this.presence.distrusts(kid) ? distrusted(keys.context, kid) : undefined;
    this.replies.trim();
    this.grants.showReaders(this.pending.values());
    if (!alive) return this.nobodyIsThere();
    this.desertedSince = undefined;
    const { distrusted: why } = this;
    if (why) this.parked.fail(() => why);
    this.parked.release((call) => this.writer.send(call));
    return this.presence.queued < settings.maxQueuedEntries ? 'calm' : 'eager';
  }

  private nobodyIsThere(): 'calm' | 'eager' {
    const { context } = this.context.keys;
    const now = performance.now();
    this.desertedSince ??= now;
    this.parked.fail(({ sent }) => nobodyAlive(context, sent), now - PATIENCE_MS);
    if (now - this.desertedSince >= DESERTED_MS) this.failSent(nobodyAlive(context, true));
    return this.pending.size > 0 ? 'eager' : 'calm';
  }

  private settle({ id, kind, body, index }: WireReply, replica: string): void {
    const call = this.pending.get(id);
    if (!call) return;
    if (kind === 'next') {
      call.replica = replica;
      const lost = call.values?.push(index!, body);
      if (lost) call.fail(lost);
    } else if (kind === 'failure') {
      const failure = failureFrom(call.call.context, body);
      if (failure.code !== 'Unavailable' || !this.retry(call)) call.fail(failure);
    } else {
      const lost = index === undefined ? undefined : call.values?.endsAt(index);
      if (lost) call.fail(lost);
      else call.succeed({ ok: kind === 'ok', body });
    }
  }

  /** Sends a repeatable call once more, if it has the time and there is budget for it. */
  private retry(call: PendingCall): boolean {
    if (!call.mayBeRetried || !this.retries.spend()) return false;
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
    if (this.context.commands.current || !call.mayBeRetried) return false;
    call.unconfirmed = true;
    return true;
  }

  private redisIsBack(restarted: boolean): void {
    // What a restarted Redis still holds is not known, and these calls are likely gone.
    const why = restarted
      ? 'it was restarted or replaced while the call was under way'
      : 'the connection was lost';
    for (const call of [...this.pending.values()])
      if (call.sent && (restarted || call.unconfirmed) && !this.retry(call)) call.fail(this.lost(why));
    this.presence.look();
  }

  private failSent(error: TransportError): void {
    for (const call of [...this.pending.values()]) if (call.sent) call.fail(error);
  }

  private lost(what: string): TransportError {
    return redisUnavailable(this.context.address, what, true);
  }
}
