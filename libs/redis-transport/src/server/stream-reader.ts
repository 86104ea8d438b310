import { Backoff } from '../redis/backoff';
import { Connection } from '../redis/connection';
import { isGroupGone, messageOf } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';
import type { Log } from '../options';
import type { RawEntry, RawStreams } from '../wire/fields';

const BLOCK_MS = 500;
const ENTRIES_PER_PAGE = 100;

interface StreamReaderOptions {
  stream: string;
  group: string;
  consumer: string;
  /** Used by nothing else: a blocking read holds up every command behind it. */
  reader: Connection;
  commands: Connection;
  log: Log;
  /** How many entries may be read now; waits until it is at least one, or reading is to stop. */
  capacity: () => Promise<number>;
  /** `again` says that it was given to this consumer before, which may have it. */
  onEntry: (entry: RawEntry, again: boolean) => void;
  /** Takes the place of reading again what is ours and not done, see {@link StreamReader.recover}. */
  onReconnected?: () => Promise<void>;
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

  /** What is this consumer's and not done is read once more, after the entries that are on their way. */
  readOwnAgain(): void {
    this.recovered = undefined;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const count = await this.options.capacity();
        const client = await this.options.reader.ready({ patient: true });
        if (this.stopping) return;
        if (client !== this.recovered) await this.recover(client);
        const bounds = ['COUNT', String(count), 'BLOCK', String(BLOCK_MS)];
        for (const entry of await this.read(client, bounds, '>')) this.options.onEntry(entry, false);
        // What is answered at once, promises later, is written first: ADR 18.
        await new Promise<void>((resolve) => process.nextTick(resolve));
        this.backoff.reset();
      } catch (error) {
        await this.failed(error);
      }
    }
  }

  private async read(client: RedisClient, bounds: string[], from: string): Promise<RawEntry[]> {
    const { stream, group, consumer } = this.options;
    const command = ['XREADGROUP', 'GROUP', group, consumer, ...bounds, 'STREAMS', stream, from];
    const reply = await client.sendCommand<RawStreams>(command);
    return reply?.[0]?.[1] ?? [];
  }

  /**
   * An entry that Redis gave out on a connection that broke counts as ours, and nobody else gets it. So a
   * new connection begins with what is ours and not done.
   */
  private async recover(client: RedisClient): Promise<void> {
    this.clientId = String(await client.sendCommand<number>(['CLIENT', 'ID']));
    if (this.options.onReconnected) await this.options.onReconnected();
    else await this.readOwn(client);
    this.recovered = client;
  }

  private async readOwn(client: RedisClient): Promise<void> {
    let from = '0-0';
    let page: RawEntry[];
    do {
      page = await this.read(client, ['COUNT', String(ENTRIES_PER_PAGE)], from);
      for (const entry of page) this.options.onEntry(entry, true);
      from = page.at(-1)?.[0] ?? from;
    } while (page.length === ENTRIES_PER_PAGE);
  }

  private async failed(error: unknown): Promise<void> {
    if (this.stopping) return;
    const { reader, log, onGroupGone, stream } = this.options;
    try {
      if (isGroupGone(error)) return await onGroupGone();
      // A lost connection is reported by itself, and waited for at the top of the loop.
      if (reader.current) log('error', `Cannot read ${stream}: ${messageOf(error)}`);
    } catch (again) {
      log('warn', `Cannot make the consumer group again: ${messageOf(again)}`);
    }
    await this.backoff.wait();
  }
}
