import { Skip } from '../import/skip';

const utf16 = ['feff', 'fffe'];

/** The text of a file: without a byte order mark, lines ended by a newline alone. @throws Skip when it is no text */
export function textOf(bytes: Uint8Array): string {
  if (utf16.includes(Buffer.from(bytes.subarray(0, 2)).toString('hex')))
    throw new Skip('not-utf8', 'it is UTF-16; save it as UTF-8');
  if (bytes.includes(0)) throw new Skip('binary', 'it has NUL bytes');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw new Skip('not-utf8');
  }
}
