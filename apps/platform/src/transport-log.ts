/** A line that is said again within so many milliseconds is not news: each connection of a transport says it. */
const repeatMs = 10_000;

/** What a transport has to say. While the process starts it is held back: if that fails, its error says the same. */
export class TransportLog {
  private held: string[] | undefined = [];
  private readonly saidAt = new Map<string, number>();

  constructor(private readonly log: (line: string) => void) {}

  write(line: string): void {
    if (this.held) return void this.held.push(line);
    const now = performance.now();
    for (const [said, at] of this.saidAt) if (now - at > repeatMs) this.saidAt.delete(said);
    // Each connection may have its own reason, which follows on the last colon.
    const news = line.replace(/: [^:]*$/, '');
    if (this.saidAt.has(news)) return;
    this.saidAt.set(news, now);
    this.log(line);
  }

  /** The process has started. */
  release(): void {
    const lines = this.held ?? [];
    this.held = undefined;
    for (const line of lines) this.write(line);
  }
}
