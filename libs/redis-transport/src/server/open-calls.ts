import { CallTable } from '../call-table';
import type { ServeCall } from '../calls';
import { Deadlines } from '../deadlines';
import type { WireCancel, WireGrant } from '../wire/control';
import type { Telemetry } from '../telemetry/telemetry';
import type { WireCall } from '../wire/request';
import { OpenCall } from './open-call';
import type { Sender } from './sender';

/** A reader of a stream that is not heard of for this long is gone, in milliseconds. */
const READER_GONE_MS = 30_000;
/** Cancelled calls that are remembered in case they come; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000;

/** The calls that this replica has, begun or not, and who gave up on which. */
export class OpenCalls {
  private readonly open = new CallTable<OpenCall>();
  /** Cancelled, and not seen here: they may still wait in Redis. Until when, in performance.now(). */
  private readonly cancelled = new Map<string, number>();
  private readonly deadlines = new Deadlines(
    () => this.open.values(),
    (call) => call.expire(),
  );

  constructor(
    private readonly handler: ServeCall,
    private readonly watched: { telemetry: Telemetry | undefined; context: string },
  ) {}

  /** @param deadline in milliseconds of performance.now() */
  add(sender: Sender, call: WireCall, deadline: number): OpenCall {
    const open = new OpenCall(sender, call, deadline, this.handler, this.watched);
    this.open.add(open);
    this.deadlines.watch(open);
    if (this.cancelled.size > 0 && this.cancelled.delete(keyOf(sender, call.id))) open.cancel();
    return open;
  }

  /** It will not run any more. */
  close(call: OpenCall): void {
    this.open.delete(call.id);
  }

  cancel(sender: Sender, { id, leftMs }: WireCancel): void {
    const open = this.find(sender, id);
    if (open) return open.cancel();
    this.cancelled.set(keyOf(sender, id), performance.now() + leftMs);
    this.forget();
  }

  grant(sender: Sender, { id, values }: WireGrant): void {
    this.find(sender, id)?.grant(values);
  }

  /** Ends the streams whose readers have not been heard of for long. */
  endUnread(): void {
    const limit = performance.now() - READER_GONE_MS;
    for (const call of this.open.values()) call.endIfUnread(limit);
  }

  /** Aborts all that are here: this process does not wait for them any more. */
  abort(onAbort: (call: OpenCall) => void): void {
    for (const call of this.open.values()) {
      onAbort(call);
      call.cancel('The process that runs the call is closing');
    }
  }

  stop(): void {
    this.deadlines.close();
  }

  /** Looks at all: to keep them by what their callers call them would cost every call, and few are looked for. */
  private find({ name }: Sender, id: number): OpenCall | undefined {
    for (const call of this.open.values()) if (call.wire.id === id && call.sender.name === name) return call;
    return undefined;
  }

  private forget(): void {
    const now = performance.now();
    for (const [key, until] of this.cancelled) {
      if (until > now && this.cancelled.size <= MOST_REMEMBERED) return;
      this.cancelled.delete(key);
    }
  }
}

function keyOf(sender: Sender, id: number): string {
  return `${sender.name} ${id}`;
}
