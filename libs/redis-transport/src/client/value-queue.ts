import type { TransportError } from '../transport-error';

/** The values of a stream between who sends them and who reads them. */
export class ValueQueue {
  private readonly values: string[] = [];
  private ended = false;
  private error?: TransportError;
  private wake?: () => void;

  push(body: string): void {
    this.values.push(body);
    this.wake?.();
  }

  /** No more will come. What is there can still be taken, unless the reader's time is over or he gave up. */
  end(error?: TransportError): void {
    if (error?.code === 'DeadlineExceeded' || error?.code === 'Cancelled') this.values.length = 0;
    this.ended = true;
    this.error = error;
    this.wake?.();
  }

  /** The next value, or undefined at the end. Rejects with what ended it too early. For one reader. */
  async take(): Promise<string | undefined> {
    while (this.values.length === 0 && !this.ended)
      await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.values.length > 0) return this.values.shift();
    if (this.error) throw this.error;
    return undefined;
  }
}
