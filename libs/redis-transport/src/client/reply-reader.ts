import type { Log } from '../options';
import { Backoff } from '../redis/backoff';
import type { Connection } from '../redis/connection';
import { messageOf } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';
import type { RawEntry, RawStreams } from '../wire/fields';
import { REPLIES_TTL_MS } from '../wire/keys';
import { decodeReplies, type WireReply } from '../wire/reply';

const BLOCK_MS = 5_000;
const ENTRIES_PER_READ = 256;
const TRIM_AFTER_ENTRIES = 128;

interface ReplyReaderOptions {
  key: string;
  /** Used by nothing else: a blocking read holds up every command behind it. */
  reader: Connection;
  commands: Connection;
  log: Log;
  onReply: (reply: WireReply) => void;
}

/** Reads one reply stream, and trims what it has read. */
export class ReplyReader {
  private position = '0-0';
  private untrimmed = 0;
  private closed = false;
  private readonly backoff = new Backoff();
  private readonly running: Promise<void>;

  constructor(private readonly options: ReplyReaderOptions) {
    // A Redis that took over may give lower ids than the one before. What is read twice is ignored.
    options.reader.onUp(() => (this.position = '0-0'));
    options.reader.open();
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.backoff.cancel();
    await this.options.reader.close();
    await this.running;
    this.trim();
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      try {
        const client = await this.options.reader.ready({ patient: true });
        for (const [, entries] of (await this.read(client)) ?? [])
          entries.forEach((entry) => this.take(entry));
        if (this.untrimmed >= TRIM_AFTER_ENTRIES) this.trim();
        this.backoff.reset();
      } catch (error) {
        if (this.closed) return;
        if (this.options.reader.current) {
          this.options.log('warn', `Cannot read ${this.options.key}: ${messageOf(error)}`);
        }
        await this.backoff.wait();
      }
    }
  }

  private read(client: RedisClient): Promise<RawStreams> {
    const count = String(ENTRIES_PER_READ);
    return client.sendCommand<RawStreams>([
      'XREAD',
      'COUNT',
      count,
      'BLOCK',
      String(BLOCK_MS),
      'STREAMS',
      this.options.key,
      this.position,
    ]);
  }

  private take([id, fields]: RawEntry): void {
    this.position = id;
    this.untrimmed += 1;
    try {
      decodeReplies(fields ?? []).forEach(this.options.onReply);
    } catch (error) {
      this.options.log('warn', `Skipped entry ${id} of ${this.options.key}: ${messageOf(error)}`);
    }
  }

  /** Drops what was read. The time to live is renewed because a flush may have taken it away. */
  trim(): void {
    const client = this.options.commands.current;
    if (!client || this.untrimmed === 0) return;
    this.untrimmed = 0;
    const { key } = this.options;
    // Its failure costs nothing: the next trim takes more, and the key expires.
    client.sendCommand(['XTRIM', key, 'MINID', this.position]).catch(() => undefined);
    client.sendCommand(['PEXPIRE', key, String(REPLIES_TTL_MS)]).catch(() => undefined);
  }
}
