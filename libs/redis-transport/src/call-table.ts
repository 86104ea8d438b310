const FIRST_SIZE = 64;

/**
 * Calls by numbers that it gives them, which only ever grow. A Map would do, but moves to another table every few dozen calls;
 * V8 soon has the ones that it left among its old objects, and with each of them the calls that were in it, with their
 * texts and promises: long answered, and copied by every collection until a full one. This one stays where it is.
 */
export class CallTable<T extends { id: number }> {
  private slots = new Array<T | undefined>(FIRST_SIZE).fill(undefined);
  private next = 1;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Gives it an `id` that no other ever had. */
  add(item: T): void {
    if (this.count * 2 >= this.slots.length) this.grow();
    // Whoever has been here for long is passed over.
    while (this.slots[this.slotOf(this.next)]) this.next += 1;
    item.id = this.next;
    this.next += 1;
    this.slots[this.slotOf(item.id)] = item;
    this.count += 1;
  }

  get(id: number): T | undefined {
    const item = this.slots[this.slotOf(id)];
    return item?.id === id ? item : undefined;
  }

  delete(id: number): void {
    if (!this.get(id)) return;
    this.slots[this.slotOf(id)] = undefined;
    this.count -= 1;
  }

  /** In no order. Who is deleted meanwhile does not come. */
  *values(): Generator<T, void> {
    for (const item of this.slots) if (item) yield item;
  }

  /** Their number is a power of two, so that those who have different ones go on having different ones when it doubles. */
  private slotOf(id: number): number {
    return id & (this.slots.length - 1);
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Array<T | undefined>(before.length * 2).fill(undefined);
    for (const item of before) if (item) this.slots[this.slotOf(item.id)] = item;
  }
}
