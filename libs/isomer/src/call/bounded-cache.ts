/**
 * Keeps what was used last: all of the `size` newest keys, and at most twice as many. Two generations cost a call
 * one look-up, where an exact order would cost it a deletion and an insertion.
 */
export class BoundedCache<V extends object> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  constructor(private readonly size: number) {}

  get(key: string): V | undefined {
    const known = this.young.get(key);
    if (known) return known;
    const older = this.old.get(key);
    if (older) this.set(key, older);
    return older;
  }

  set(key: string, value: V): void {
    if (this.young.size >= this.size && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}
