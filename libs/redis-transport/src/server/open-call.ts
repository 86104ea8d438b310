import type { IncomingCall, Reply, ServeCall } from '../calls';
import type { Telemetry } from '../telemetry/telemetry';
import { TransportError } from '../transport-error';
import type { WireCall } from '../wire/request';
import type { Sender } from './sender';
import { ValueWindow } from './value-window';

/** One call from the moment it is read until it has its reply. Its handler gets it as it is. */
export class OpenCall implements IncomingCall {
  /** Its number here; of its caller's it has `wire.id`. */
  id = 0;
  timeoutMs = 0;
  send?: (body: string) => Promise<void>;
  private abort?: AbortController;
  private reason?: TransportError;
  private listeners?: ((reason: TransportError) => void)[];
  private readonly window?: ValueWindow;

  constructor(
    readonly sender: Sender,
    readonly wire: WireCall,
    /** In milliseconds of performance.now(). */
    readonly deadline: number,
    private readonly handler: ServeCall,
    private readonly watched: { telemetry: Telemetry | undefined; context: string },
  ) {
    if (wire.window !== undefined) this.window = new ValueWindow(wire.window);
  }

  get name(): string {
    return this.wire.name;
  }

  get from(): string | undefined {
    return this.sender.peer?.service;
  }

  get body(): string {
    return this.wire.body;
  }

  get headers(): string {
    return this.wire.headers;
  }

  get sharedHeaders(): string {
    return this.wire.sharedHeaders ?? '';
  }

  get signal(): AbortSignal {
    if (!this.abort) {
      this.abort = new AbortController();
      if (this.reason) this.abort.abort(this.reason);
    }
    return this.abort.signal;
  }

  onEnd(listener: (reason: TransportError) => void): void {
    if (this.reason) listener(this.reason);
    else (this.listeners ??= []).push(listener);
  }

  /** Whether there is any use in starting it. */
  get isWanted(): boolean {
    return this.reason === undefined && this.deadline > performance.now();
  }

  cancel(why = 'The caller gave up'): void {
    this.end('Cancelled', why);
  }

  expire(): void {
    this.end('DeadlineExceeded', `The caller of ${this.name} waits no more`);
  }

  grant(room: number): void {
    this.window?.grant(room);
  }

  /** How many values were sent; `undefined` if nobody reads a stream. */
  get valuesSent(): number | undefined {
    return this.window?.count;
  }

  /** @param limit in milliseconds of performance.now() */
  endIfUnread(limit: number): void {
    if (this.window?.isReadAfter(limit) === false) this.cancel('The reader of the stream is gone');
  }

  run(onValue: (body: string, index: number) => void): Promise<Reply> {
    this.timeoutMs = this.deadline - performance.now();
    this.send = this.window?.sendingTo(onValue);
    const { telemetry, context } = this.watched;
    if (!telemetry) return this.handler(this);
    const { name, link } = this.wire;
    return telemetry.handle(
      { kind: 'call', context, name, link },
      () => this.handler(this),
      ({ ok }) => !ok,
    );
  }

  private end(code: 'DeadlineExceeded' | 'Cancelled', message: string): void {
    if (this.reason) return;
    const reason = (this.reason = new TransportError(code, message, { mayHaveRun: true }));
    this.abort?.abort(reason);
    this.window?.end(reason);
    for (const listener of this.listeners ?? []) listener(reason);
  }
}
