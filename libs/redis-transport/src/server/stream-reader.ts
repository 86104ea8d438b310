import { Backoff } from '../redis/backoff';
import { Connection } from '../redis/connection';
import { isGroupGone, messageOf } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';
import type { Log } from '../options';
import type { RawEntry, RawStreams } from '../wire/fields';
import { GROUP } from '../wire/keys';

const BLOCK_MS = 500;
const ENTRIES_PER_PAGE = 100;

interface StreamReaderOptions {
  streams: string[];
  consumer: string;
  /** Used by nothing else: a blocking read holds up every command behind it. */
  reader: Connection;
  commands: Connection;
  log: Log;
  /** How many entries may be read now; waits until it is at least one, or reading is to stop. */
  capacity: () => Promise<number>;
  onEntry: (stream: string, entry: RawEntry) => void;
  /** The group was lost and must be made again. Rejects if it could not. */
  onGroupGone: () => Promise<void>;
}

/** Reads what the consumer group gives to this consumer, no faster than it is wanted. */
export class StreamReader {
  private stopping = false;
  /** The connection whose predecessor's unseen entries have been picked up. */
  private recovered?: RedisClient;
  private clientId?: string;
  private readonly backoff = new Backoff();
  private running?: Promise<void>;

  constructor(private readonly options: StreamReaderOptions) {}

  start(): void {
    this.options.reader.open();
    this.running = this.run();
  }

  /** Resolves when nothing more will be read. Entries that Redis has handed out are handed on before. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.backoff.cancel();
    const { commands, reader } = this.options;
    if (this.clientId !== undefined && reader.current) {
      // Only saves the rest of the block; without the right to do so we wait it out.
      await commands.send(['CLIENT', 'UNBLOCK', this.clientId]).catch(() => undefined);
      await this.running;
    }
    await reader.close();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const count = await this.options.capacity();
        const client = await this.options.reader.ready({ patient: true });
        if (this.stopping) return;
        if (client !== this.recovered) await this.recover(client);
        this.handOver(await this.read(client, ['COUNT', String(count), 'BLOCK', String(BLOCK_MS)], '>'));
        this.backoff.reset();
      } catch (error) {
        await this.failed(error);
      }
    }
  }

  private read(client: RedisClient, bounds: string[], from: string): Promise<RawStreams> {
    const { streams, consumer } = this.options;
    const ids = streams.map(() => from);
    return client.sendCommand<RawStreams>([
      'XREADGROUP',
      'GROUP',
      GROUP,
      consumer,
      ...bounds,
      'STREAMS',
      ...streams,
      ...ids,
    ]);
  }

  /**
   * An entry that Redis gave out on a connection that broke counts as ours, and nobody else gets it. So a
   * new connection begins with what is ours and not done.
   */
  private async recover(client: RedisClient): Promise<void> {
    this.clientId = String(await client.sendCommand<number>(['CLIENT', 'ID']));
    const { streams, consumer, onEntry } = this.options;
    for (const stream of streams) {
      let from = '0-0';
      let page: RawEntry[];
      do {
        const reply = await client.sendCommand<RawStreams>([
          'XREADGROUP',
          'GROUP',
          GROUP,
          consumer,
          'COUNT',
          String(ENTRIES_PER_PAGE),
          'STREAMS',
          stream,
          from,
        ]);
        page = reply?.[0]?.[1] ?? [];
        for (const entry of page) onEntry(stream, entry);
        from = page.at(-1)?.[0] ?? from;
      } while (page.length === ENTRIES_PER_PAGE);
    }
    this.recovered = client;
  }

  private handOver(streams: RawStreams): void {
    for (const [stream, entries] of streams ?? []) {
      for (const entry of entries) this.options.onEntry(stream, entry);
    }
  }

  private async failed(error: unknown): Promise<void> {
    if (this.stopping) return;
    const { reader, log, onGroupGone, streams } = this.options;
    try {
      if (isGroupGone(error)) return await onGroupGone();
      // A lost connection is reported by itself, and waited for at the top of the loop.
      if (reader.current) log('error', `Cannot read ${streams.join(' and ')}: ${messageOf(error)}`);
    } catch (again) {
      log('warn', `Cannot make the consumer group again: ${messageOf(again)}`);
    }
    await this.backoff.wait();
  }
}
