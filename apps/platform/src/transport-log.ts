import { Logger } from '@nestjs/common';

/** A line that is said again within so many milliseconds is not news: each connection of a transport says it. */
const repeatMs = 10_000;

interface Line {
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** What a transport has to say. While the process starts it is held back: if that fails, its error says the same. */
export class TransportLog {
  private held: Line[] | undefined = [];
  private readonly saidAt = new Map<string, number>();

  constructor(private readonly log: Pick<Logger, 'log' | 'warn' | 'error'> = new Logger('Transport')) {}

  write(level: Line['level'], text: string): void {
    if (this.held) return void this.held.push({ level, text });
    const now = performance.now();
    for (const [said, at] of this.saidAt) if (now - at > repeatMs) this.saidAt.delete(said);
    // Each connection may have its own reason, which follows on the last colon.
    const news = text.replace(/: [^:]*$/, '');
    if (this.saidAt.has(news)) return;
    this.saidAt.set(news, now);
    this.log[level === 'info' ? 'log' : level](text);
  }

  /** The process has started. */
  release(): void {
    const lines = this.held ?? [];
    this.held = undefined;
    for (const { level, text } of lines) this.write(level, text);
  }
}
