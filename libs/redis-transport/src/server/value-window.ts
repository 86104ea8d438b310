import type { TransportError } from '../transport-error';

/** Sends the values of a stream one by one, as far as its reader has room. */
export class ValueWindow {
  private sent = 0;
  private heardAt = performance.now();
  private ended?: TransportError;
  private readonly waiting: (() => void)[] = [];

  /** @param room how many values may be sent, from the first one on */
  constructor(private room: number) {}

  /** A grant that comes again, after a lost connection, gives no more room. */
  grant(room: number): void {
    this.heardAt = performance.now();
    this.room = Math.max(this.room, room);
    this.wake();
  }

  /** How many values were sent. */
  get count(): number {
    return this.sent;
  }

  /** Whether its reader has been heard of after `limit`, in milliseconds of performance.now(). */
  isReadAfter(limit: number): boolean {
    return this.heardAt >= limit;
  }

  end(reason: TransportError): void {
    this.ended ??= reason;
    this.wake();
  }

  /** What a handler sends values with, several at once if it likes. It resolves when there is room for another one. */
  sendingTo(onValue: (body: string, index: number) => void): (body: string) => Promise<void> {
    const isFull = () => !this.ended && this.sent >= this.room;
    const untilWoken = () => new Promise<void>((resolve) => this.waiting.push(resolve));
    return async (body) => {
      while (isFull()) await untilWoken();
      if (this.ended) throw this.ended;
      onValue(body, this.sent++);
      while (isFull()) await untilWoken();
      if (this.ended) throw this.ended as TransportError;
    };
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
