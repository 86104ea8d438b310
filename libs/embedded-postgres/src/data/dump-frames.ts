import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type DumpEnd, type DumpFrame, type DumpHeader, FRAME_BYTES } from './dump-format';

/** Turns what a dump is made of into its bytes, and keeps the checksum over them. */
export class DumpFrames {
  private readonly checksum = createHash('sha256');

  *header(header: DumpHeader): Generator<Buffer> {
    yield this.line(header);
  }

  /** Re-cuts a table's text, which comes in pieces of any size, into frames. */
  async *table(table: number, text: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let pieces: Buffer[] = [];
    let size = 0;
    for await (let piece of text) {
      while (size + piece.length >= FRAME_BYTES) {
        const rest = FRAME_BYTES - size;
        yield* this.frame(table, Buffer.concat([...pieces, piece.subarray(0, rest)]));
        piece = piece.subarray(rest);
        pieces = [];
        size = 0;
      }
      if (piece.length > 0) pieces.push(piece);
      size += piece.length;
    }
    if (size > 0) yield* this.frame(table, Buffer.concat(pieces));
  }

  *end(sequences: DumpEnd['sequences']): Generator<Buffer> {
    const end: DumpEnd = { sequences, sha256: this.checksum.digest('hex') };
    yield Buffer.from(`${JSON.stringify(end)}\n`);
  }

  private *frame(table: number, bytes: Buffer): Generator<Buffer> {
    yield this.line({ table, bytes: bytes.length, crc32: crc32(bytes) } satisfies DumpFrame);
    this.checksum.update(bytes);
    yield bytes;
  }

  private line(value: object): Buffer {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    this.checksum.update(line);
    return line;
  }
}
