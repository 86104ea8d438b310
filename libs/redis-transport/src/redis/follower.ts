import type { Log } from '../options';
import type { RawEntry, RawStreams } from '../wire/fields';
import { OWN_STREAM_TTL_MS } from '../wire/keys';
import { Backoff } from './backoff';
import type { Connection } from './connection';
import { messageOf } from './failures';
import type { RedisClient } from './redis-client';

const BLOCK_MS = 5_000;
const ENTRIES_PER_READ = 256;
const TRIM_AFTER_ENTRIES = 128;
/** At most one line in so many milliseconds tells of entries that were skipped: whoever writes them may write many. */
const SAY_SKIPPED_MS = 1_000;

interface FollowerOptions {
  key: string;
  /** Used by nothing else: a blocking read holds up every command behind it. */
  reader: Connection;
  commands: Connection;
  log: Log;
  /** Gets the fields of each entry in turn. What it throws is logged once in a while, and the entry is skipped. */
  onEntry: (fields: string[]) => void;
}

/** Reads a stream that is written to this process alone, and trims what it has read. */
export class Follower {
  private position = '0-0';
  private untrimmed = 0;
  private skipped = 0;
  private saidAt = -Infinity;
  private closed = false;
  private readonly backoff = new Backoff();
  private running?: Promise<void>;

  constructor(private readonly options: FollowerOptions) {
    // A Redis that took over may give lower ids than the one before. What is read twice is ignored.
    options.reader.onUp(() => (this.position = '0-0'));
  }

  start(): this {
    this.options.reader.open();
    this.running ??= this.run();
    return this;
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
        // What is sent because of them, promises later, is written first: ADR 18.
        await new Promise<void>((resolve) => process.nextTick(resolve));
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
      this.options.onEntry(fields ?? []);
    } catch (error) {
      this.skip(id, messageOf(error));
    }
  }

  private skip(id: string, why: string): void {
    this.skipped += 1;
    const now = performance.now();
    if (now - this.saidAt < SAY_SKIPPED_MS) return;
    this.saidAt = now;
    const { log, key } = this.options;
    log('warn', `Skipped entry ${id} of ${key}: ${why} (${this.skipped} since the start)`);
  }

  /** Drops what was read. The time to live is renewed because a flush may have taken it away. */
  trim(): void {
    const client = this.options.commands.current;
    if (!client || this.untrimmed === 0) return;
    this.untrimmed = 0;
    const { key } = this.options;
    // Its failure costs nothing: the next trim takes more, and the key expires.
    client.sendCommand(['XTRIM', key, 'MINID', this.position]).catch(() => undefined);
    client.sendCommand(['PEXPIRE', key, String(OWN_STREAM_TTL_MS)]).catch(() => undefined);
  }
}
