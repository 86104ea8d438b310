/** What there is on the platform, by what it is called in a path; `nth` is one of them. */
export class KnownValues {
  private readonly pools = new Map<string, string[]>();

  add(of: string, ...values: string[]): void {
    this.pools.set(of, [...(this.pools.get(of) ?? []), ...values]);
  }

  /** Puts them, and what is too long to be shown, into a text. */
  fill(text: string): string {
    return text.replace(/«(\w+):(\d+)»/g, (_, of: string, number: string) => {
      const n = Number(number);
      if (of === 'long') return 'x'.repeat(n);
      if (of === 'wide') return '漢'.repeat(n);
      if (of === 'deep') return '['.repeat(n) + ']'.repeat(n);
      const pool = this.pools.get(of);
      if (!pool) throw new Error(`Nothing is known of ${of}`);
      return pool[n % pool.length]!;
    });
  }
}
