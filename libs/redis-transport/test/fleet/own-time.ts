const TICK_MS = 20;

/** Tells the time that this process had: what a busy machine gave to others does not count. In milliseconds. */
export class OwnTime {
  private withheld = 0;
  private last = performance.now();
  private used = process.cpuUsage();

  constructor() {
    setInterval(() => this.now(), TICK_MS).unref();
  }

  now(): number {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.used);
    // A process that is let run is here with every tick, unless it is at work itself.
    this.withheld += Math.max(0, now - this.last - TICK_MS - (user + system) / 1_000);
    this.last = now;
    this.used = process.cpuUsage();
    return now - this.withheld;
  }
}
