import { Column } from './column';

const pageBytes = 1 << 20;

/** Texts by number, from 0 on, as bytes outside of the heap: millions of short ones cost what they are long, and 12 bytes. */
export class TextStore {
  private readonly pages: Buffer[] = [];
  private readonly places = { page: new Column(), from: new Column(), to: new Column() };
  private used = Infinity;
  size = 0;

  /** The number of the text. */
  add(text: string): number {
    const bytes = Buffer.byteLength(text);
    if (this.used + bytes > pageBytes) {
      this.pages.push(Buffer.allocUnsafeSlow(Math.max(bytes, pageBytes)));
      this.used = 0;
    }
    const number = this.size++;
    const page = this.pages.length - 1;
    this.places.page.set(number, page);
    this.places.from.set(number, this.used);
    this.used += this.pages[page]!.write(text, this.used);
    this.places.to.set(number, this.used);
    return number;
  }

  get(number: number): string {
    const { page, from, to } = this.places;
    return this.pages[page.get(number)]!.toString('utf8', from.get(number), to.get(number));
  }
}
