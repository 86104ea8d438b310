/** What is known of a comment of a file before any is imported. */
interface Known {
  parent: string | undefined;
  /** What it is on: an answer to a comment on something else stands on its own. */
  thread: string;
  /** Among the comments of the file. */
  place: number;
  /** Which time through the file it is imported in. */
  round: number;
}

/** Which comments of a file answer which, in whatever order they are in it. It keeps their ids, not what they say. */
export class CommentTree {
  private readonly known = new Map<string, Known>();
  private readonly needed = new Set<string>();
  private readonly imported = new Set<string>();
  private readonly running = new Map<string, Promise<unknown>>();
  /** Times that the file must be read, so that each comment comes after the one that it answers. */
  rounds = 1;

  /** @param shown whether it was neither deleted nor marked as spam. Returns false for an id that is there already */
  add(id: string, parent: string | undefined, shown: boolean, thread: string): boolean {
    if (this.known.has(id)) return false;
    this.known.set(id, { parent, thread, place: this.known.size, round: -1 });
    if (shown && parent !== undefined) this.needed.add(parent);
    return true;
  }

  /** To be called when all are there. */
  arrange(): void {
    for (const id of this.known.keys()) {
      for (const below of this.unarranged(id)) {
        const parent = below.parent === undefined ? undefined : this.known.get(below.parent);
        // An answer that is in the file before what it answers has to wait for the next time.
        below.round = parent ? parent.round + (parent.place < below.place ? 0 : 1) : 0;
        this.rounds = Math.max(this.rounds, below.round + 1);
      }
    }
    for (const id of [...this.needed]) this.needAbove(id);
  }

  /** Whether it holds the place of a comment that one which is shown answers, or an answer to it. */
  isNeeded(id: string): boolean {
    return this.needed.has(id);
  }

  isOf(id: string, round: number): boolean {
    return this.known.get(id)?.round === round;
  }

  /** Imports a comment when the one that it answers is done, and knows then whether it was. */
  async inTurn<T>(id: string, work: (parent: string | undefined) => Promise<T>): Promise<T> {
    const above = this.running.get(this.known.get(id)?.parent ?? '');
    const done = (async () => {
      await above?.catch(() => undefined);
      const result = await work(this.importedAbove(id));
      this.imported.add(id);
      return result;
    })();
    this.running.set(id, done);
    return done.finally(() => this.running.delete(id));
  }

  /** The next one above that was imported, if it is on the same thread. */
  private importedAbove(id: string): string | undefined {
    const { parent, thread } = this.known.get(id)!;
    let above = parent;
    while (above !== undefined && !this.imported.has(above)) above = this.known.get(above)?.parent;
    return above !== undefined && this.known.get(above)!.thread === thread ? above : undefined;
  }

  /** Those from the first one above that waits to be arranged down to an id. What answers itself answers nothing. */
  private unarranged(id: string): Known[] {
    const chain = new Set<Known>();
    let at = this.known.get(id);
    while (at && at.round === -1) {
      chain.add(at);
      const above: Known | undefined = at.parent === undefined ? undefined : this.known.get(at.parent);
      if (above && chain.has(above)) at.parent = undefined;
      at = at.parent === undefined ? undefined : above;
    }
    return [...chain].reverse();
  }

  private needAbove(id: string): void {
    let parent = this.known.get(id)?.parent;
    while (parent !== undefined && !this.needed.has(parent)) {
      this.needed.add(parent);
      parent = this.known.get(parent)?.parent;
    }
  }
}
