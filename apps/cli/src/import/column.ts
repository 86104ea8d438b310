/** Whole numbers of 32 bits by place, 0 where none was set: as many as there is need for, in four bytes each. */
export class Column {
  private values = new Int32Array(1_024);

  get(place: number): number {
    return this.values[place] ?? 0;
  }

  set(place: number, value: number): void {
    if (place >= this.values.length) this.grow(place + 1);
    this.values[place] = value;
  }

  private grow(least: number): void {
    const larger = new Int32Array(Math.max(least, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}
