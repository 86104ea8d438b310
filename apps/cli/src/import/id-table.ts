import { withoutItsText } from './without-its-text';

/** What a double holds exactly, written in the one way. */
const plainNumber = /^(?:0|[1-9]\d{0,14})$/;

/**
 * Numbers ids from 0 on, in the order in which they come. Those of exports are numbers as a rule, of which it keeps
 * twelve to twenty-eight bytes each: a Map of the ids of a million comments would take a hundred megabytes.
 */
export class IdTable {
  /** Ids by number; NaN for those that are no numbers. */
  private ids = new Float64Array(512);
  /** Where an id hashes to, or after that: its number and one more; 0 where there is none. Half of them stay free. */
  private slots = new Int32Array(1_024);
  private readonly others = new Map<string, number>();
  private readonly names = new Map<number, string>();
  size = 0;

  /** The number of an id; undefined if it was never added. */
  find(id: string): number | undefined {
    if (!plainNumber.test(id)) return this.others.get(id);
    const number = this.slots[this.slotOf(Number(id))]! - 1;
    return number === -1 ? undefined : number;
  }

  /** The number of an id, which gets the next one if it is new. */
  add(id: string): number {
    const known = this.find(id);
    if (known !== undefined) return known;
    const number = this.size++;
    if (number === this.ids.length) this.grow();
    if (plainNumber.test(id)) this.place(number, Number(id));
    else {
      const own = withoutItsText(id);
      this.ids[number] = NaN;
      this.others.set(own, number);
      this.names.set(number, own);
    }
    return number;
  }

  /** The id that has a number. */
  idOf(number: number): string {
    return this.names.get(number) ?? String(this.ids[number]);
  }

  private place(number: number, id: number): void {
    this.ids[number] = id;
    this.slots[this.slotOf(id)] = number + 1;
  }

  /** Where an id is, or is to be. */
  private slotOf(id: number): number {
    const mask = this.slots.length - 1;
    let slot = Math.imul((id >>> 0) ^ Math.floor(id / 2 ** 32), 0x9e3779b1) >>> 0;
    for (slot = (slot ^ (slot >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = this.slots[slot]! - 1;
      if (number === -1 || this.ids[number] === id) return slot;
    }
  }

  private grow(): void {
    const before = this.ids;
    this.ids = new Float64Array(before.length * 2);
    this.slots = new Int32Array(this.slots.length * 2);
    for (const [number, id] of before.entries())
      if (Number.isNaN(id)) this.ids[number] = NaN;
      else this.place(number, id);
  }
}
