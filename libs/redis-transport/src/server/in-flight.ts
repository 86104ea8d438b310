/** Counts promises that are not settled yet. */
export class InFlight {
  private count = 0;
  private readonly waiters: (() => void)[] = [];

  track<T>(promise: Promise<T>): Promise<T> {
    this.count += 1;
    promise.then(this.done, this.done);
    return promise;
  }

  whenEmpty(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  private readonly done = () => {
    this.count -= 1;
    if (this.count === 0) for (const resolve of this.waiters.splice(0)) resolve();
  };
}
