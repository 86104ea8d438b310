import { MalformedEntry } from './fields';

/**
 * The texts of an entry, one after the other, as they are: within JSON each of them would be escaped and
 * unescaped once more, which is the most that a call costs on its way. Lengths are in bytes of UTF-8.
 */
export class Texts {
  private at = 0;
  /** Only where bytes and units of UTF-16 are not the same. */
  private readonly bytes?: Buffer;
  private readonly length: number;

  constructor(private readonly text: string) {
    this.length = Buffer.byteLength(text);
    if (this.length !== text.length) this.bytes = Buffer.from(text);
  }

  /** The next text. @throws MalformedEntry if there is not as much */
  take(length: number): string {
    const end = this.at + length;
    if (end > this.length) throw new MalformedEntry('its texts are shorter than it says');
    const taken = this.bytes ? this.bytes.toString('utf8', this.at, end) : this.text.slice(this.at, end);
    this.at = end;
    return taken;
  }

  /** @throws MalformedEntry if something is left */
  end(): void {
    if (this.at < this.length) throw new MalformedEntry('its texts are longer than it says');
  }
}

export function isLength(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
