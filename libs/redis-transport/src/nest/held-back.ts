/**
 * Keeps each value until the next one comes or a turn of the event loop has passed: the last value of a handler
 * that gives one can then travel with its end, in one reply.
 */
export class HeldBack {
  last?: { value: unknown };
  private timer?: NodeJS.Immediate;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly send: (value: unknown) => Promise<void>) {}

  /** Resolves when there is room for another value. */
  async push(value: unknown): Promise<void> {
    await this.sendLast();
    this.last = { value };
    // A failure to send is for whoever pushes next, or for the end.
    this.timer = setImmediate(() => void this.sendLast().catch(() => undefined));
  }

  sendLast(): Promise<void> {
    clearImmediate(this.timer);
    const { last } = this;
    this.last = undefined;
    if (last) this.sending = this.sending.then(() => this.send(last.value));
    return this.sending;
  }

  /** When all but the value that is held back have been sent. */
  flush(): Promise<void> {
    clearImmediate(this.timer);
    return this.sending;
  }
}
