import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { crc32, createGunzip, type Gunzip } from 'node:zlib';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import {
  type DumpEnd,
  type DumpFrame,
  type DumpHeader,
  FORMAT,
  FORMAT_VERSION,
  FRAME_BYTES,
} from './dump-format';

const LONGEST_LINE = 32 * 1024 * 1024;
const NEWLINE = 0x0a;

/** Reads a dump front to back, checking everything before it hands it out. Holds one frame at a time. */
export class DumpReader {
  private readonly gunzip: Gunzip = createGunzip();
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly checksum = createHash('sha256');
  private pending: Buffer[] = [];
  private size = 0;

  constructor(private readonly source: Readable) {
    source.on('error', (error) => this.gunzip.destroy(error));
    this.chunks = source.pipe(this.gunzip)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async header(): Promise<DumpHeader> {
    const header = await this.object<DumpHeader>();
    if (header.format !== FORMAT) throw this.damaged('this is no Isomer dump');
    if (header.version !== FORMAT_VERSION) {
      throw new EmbeddedPostgresError(
        'DUMP_DAMAGED',
        `The dump has format version ${header.version} and this release reads ${FORMAT_VERSION}: restore it with the release that made it.`,
      );
    }
    return header;
  }

  /** The next piece of a table, or the end, after which nothing may follow. */
  async next(): Promise<{ table: number; bytes: Buffer } | DumpEnd> {
    const before = this.checksum.copy();
    const record = await this.object<DumpFrame | DumpEnd>();
    if ('sha256' in record) {
      if (record.sha256 !== before.digest('hex')) throw this.damaged('its checksum does not match');
      if ((await this.more()) || this.size > 0) throw this.damaged('something follows its end');
      return record;
    }
    if (!(record.bytes > 0 && record.bytes <= FRAME_BYTES)) throw this.damaged('a length makes no sense');
    const bytes = await this.take(record.bytes);
    if (crc32(bytes) !== record.crc32) throw this.damaged('a checksum does not match');
    return { table: record.table, bytes };
  }

  close(): void {
    this.source.destroy();
    this.gunzip.destroy();
  }

  /** `byte` of the compressed file: what has been read so far, so the damage lies at most a frame before it. */
  damaged(why: string): EmbeddedPostgresError {
    return new EmbeddedPostgresError(
      'DUMP_DAMAGED',
      `The dump is damaged near byte ${this.gunzip.bytesWritten} (${why}): nothing was restored; take another copy of it.`,
    );
  }

  private async object<T extends object>(): Promise<T> {
    let searched = 0;
    for (;;) {
      const data = this.joined();
      const end = data.indexOf(NEWLINE, searched);
      if (end >= 0) {
        try {
          const value: unknown = JSON.parse((await this.take(end + 1)).toString('utf8'));
          if (value !== null && typeof value === 'object') return value as T;
        } catch {
          // told below
        }
        throw this.damaged('a line is not JSON');
      }
      searched = data.length;
      if (searched > LONGEST_LINE) throw this.damaged('a line does not end');
      if (!(await this.more())) throw this.truncated();
    }
  }

  private async take(length: number): Promise<Buffer> {
    while (this.size < length) if (!(await this.more())) throw this.truncated();
    const data = this.joined();
    const taken = data.subarray(0, length);
    this.pending = [data.subarray(length)];
    this.size = data.length - length;
    this.checksum.update(taken);
    return taken;
  }

  private joined(): Buffer {
    if (this.pending.length !== 1) this.pending = [Buffer.concat(this.pending)];
    return this.pending[0]!;
  }

  private async more(): Promise<boolean> {
    try {
      const { value, done } = await this.chunks.next();
      if (done) return false;
      this.pending.push(value);
      this.size += value.length;
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === 'Z_BUF_ERROR') throw this.truncated();
      if (!String((error as { code?: string }).code).startsWith('Z_')) throw error;
      const reason = reasonOf(error);
      throw this.damaged(reason.startsWith('incorrect header') ? `it is no Isomer dump: ${reason}` : reason);
    }
  }

  private truncated(): EmbeddedPostgresError {
    return new EmbeddedPostgresError(
      'DUMP_DAMAGED',
      `The dump is truncated: it stops at byte ${this.gunzip.bytesWritten}, before its end; nothing was restored; take another copy of it.`,
    );
  }
}
