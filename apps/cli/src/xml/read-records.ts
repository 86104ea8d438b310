import { open } from 'node:fs/promises';
import { SaxesParser } from 'saxes';
import { BrokenFile } from './broken-file';
import { type Element, RecordBuilder } from './element';

const chunkBytes = 64 * 1024;

/** What XML 1.0 has no place for and yet is found in exports, as it was in the database that they came from. */
const disallowed = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export interface Reading {
  /** Name of the outermost element, and what a file with another one is not. */
  root: string;
  kind: string;
  /** Names of the elements that are wanted, wherever they are; one inside another belongs to it. */
  records: readonly string[];
  /** Told after each part of the file how many bytes it had. */
  progress?: (bytes: number) => void;
}

/**
 * The wanted elements of an XML file one by one, however long it is: nothing is kept but the one at hand.
 * @throws BrokenFile where it is no XML, ends too early, or is about something else
 */
export async function* readRecords(
  file: string,
  { root, kind, records, progress }: Reading,
): AsyncGenerator<Element> {
  const parser = new SaxesParser({ position: true });
  const builder = new RecordBuilder(new Set(records));
  /** Of the part at hand: where it begins in bytes and in the characters that the parser counts. */
  const part = { byte: 0, character: 0, text: '' };
  const broken = (why: string) =>
    new BrokenFile(
      file,
      part.byte + Buffer.byteLength(part.text.slice(0, Math.max(0, parser.position - part.character - 1))),
      why,
    );
  let seen = false;
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (encoding.toLowerCase() !== 'utf-8') throw broken(`it is ${encoding}: save it as UTF-8`);
  });
  parser.on('opentag', (tag) => {
    if (!seen && tag.name !== root)
      throw broken(`it is no ${kind}, which begins with <${root}>, not <${tag.name}>`);
    seen = true;
    builder.open(tag.name, tag.attributes as Record<string, string>);
  });
  parser.on('text', (text) => builder.text(text));
  parser.on('cdata', (text) => builder.text(text));
  parser.on('closetag', () => builder.close());
  parser.on('error', ({ message }) => {
    throw broken(message.replace(/^\d+:\d+: /, ''));
  });

  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(chunkBytes);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunkBytes);
      const bytes = buffer.subarray(0, bytesRead);
      try {
        part.text = decoder.decode(bytes, { stream: bytesRead > 0 });
      } catch {
        if (bytesRead === 0) throw broken('it ends within a character');
        throw new BrokenFile(file, part.byte + firstNotUtf8(bytes), 'from there on it is not UTF-8');
      }
      if (bytesRead === 0) parser.close();
      else parser.write(part.text.replaceAll(disallowed, ' '));
      yield* builder.take();
      part.byte += bytesRead;
      part.character += part.text.length;
      part.text = '';
      progress?.(bytesRead);
      if (bytesRead === 0) return;
    }
  } finally {
    await handle.close();
  }
}

/** Where a part of a file stops being UTF-8; a character that began before it counts as its first byte. */
function firstNotUtf8(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let i = 0; i < bytes.length; i++) {
    try {
      decoder.decode(bytes.subarray(i, i + 1), { stream: true });
    } catch {
      return i;
    }
  }
  return 0;
}
