/**
 * Says what many calls have to say at once: one line in `everyMs`, with how many were left out before it. Otherwise a
 * database that is away for a while would push all other lines out of sight.
 */
export class Seldom {
  private readonly said = new Map<string, { at: number; leftOut: number }>();

  constructor(
    private readonly say: (line: string) => void,
    private readonly everyMs: number,
  ) {}

  /** @param about lines about the same count as one; one of few, because all are kept */
  tell(about: string, line: string): void {
    const now = performance.now();
    const last = this.said.get(about);
    if (last && now - last.at < this.everyMs) return void (last.leftOut += 1);
    this.said.set(about, { at: now, leftOut: 0 });
    this.say(last?.leftOut ? `${line} (and ${last.leftOut} more like it)` : line);
  }
}
