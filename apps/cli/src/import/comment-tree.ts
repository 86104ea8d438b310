import { Column } from './column';
import { IdTable } from './id-table';

/** What is said of a comment in one bit each. */
const mark = {
  /** It is in the file, and is not only named by an answer to it. */
  known: 1,
  /** What it answers is in the file after it. */
  early: 2,
  needed: 4,
  taken: 8,
  /** Between it and the one that is being arranged nobody was arranged. */
  climbed: 16,
} as const;

/**
 * Which comments of a file answer which, in whatever order they are in it. It keeps their ids, not what they say, and of
 * millions of them in tens of megabytes: hence the columns of numbers.
 */
export class CommentTree {
  /** Of comments and of what they answer. */
  private readonly ids = new IdTable();
  private readonly threadIds = new IdTable();
  /** Number of the one that it answers, and one more. */
  private readonly parents = new Column();
  /** What it is on: an answer to a comment on something else stands on its own. */
  private readonly threads = new Column();
  /** Which time through the file it is imported in, and one more. */
  private readonly turns = new Column();
  /** Number of itself where it was imported, else of the next one above that was, and one more. */
  private readonly standing = new Column();
  private readonly marks = new Column();
  private readonly running = new Map<number, Promise<unknown>>();
  /** Times that the file must be read, so that each comment comes after the one that it answers. */
  rounds = 1;

  /** @param shown whether it was neither deleted nor marked as spam. Returns false for an id that is there already */
  add(id: string, parent: string | undefined, shown: boolean, thread: string): boolean {
    const comment = this.ids.add(id);
    if (this.is(comment, mark.known)) return false;
    this.mark(comment, mark.known);
    this.threads.set(comment, this.threadIds.add(thread));
    if (parent === undefined) return true;
    const answered = this.ids.add(parent);
    this.parents.set(comment, answered + 1);
    if (!this.is(answered, mark.known)) this.mark(comment, mark.early);
    if (shown) this.mark(answered, mark.needed);
    return true;
  }

  /** To be called when all are there. */
  arrange(): void {
    for (let comment = 0; comment < this.ids.size; comment++) {
      if (!this.is(comment, mark.known)) continue;
      for (const below of this.unarranged(comment)) {
        const parent = this.parentOf(below);
        // An answer that is in the file before what it answers has to wait for the next time.
        const turn = parent === undefined ? 1 : this.turns.get(parent) + (this.is(below, mark.early) ? 1 : 0);
        this.turns.set(below, turn);
        this.rounds = Math.max(this.rounds, turn);
      }
    }
    for (let comment = 0; comment < this.ids.size; comment++)
      if (this.is(comment, mark.needed)) this.needAbove(comment);
  }

  /** Whether it holds the place of a comment that one which is shown answers, or an answer to it. */
  isNeeded(id: string): boolean {
    return this.is(this.ids.find(id), mark.needed);
  }

  isOf(id: string, round: number): boolean {
    const comment = this.ids.find(id);
    return comment !== undefined && this.turns.get(comment) === round + 1;
  }

  /** Whether this is the first one of its id that is taken. */
  take(id: string): boolean {
    const comment = this.ids.add(id);
    if (this.is(comment, mark.taken)) return false;
    this.mark(comment, mark.taken);
    return true;
  }

  /**
   * Imports a comment when the one that it answers is done, and knows then whether it was.
   * @param work is told the id of the next one above that was imported, if it is on the same thread
   */
  async inTurn<T>(id: string, work: (parent: string | undefined) => Promise<T>): Promise<T> {
    const comment = this.ids.add(id);
    const parent = this.parentOf(comment);
    const done = (async () => {
      if (parent !== undefined) await this.running.get(parent)?.catch(() => undefined);
      // That one is done, this time through the file or before: what stands above it stays so.
      const above = parent === undefined ? 0 : this.standing.get(parent);
      this.standing.set(comment, above);
      const result = await work(this.answered(comment, above - 1));
      this.standing.set(comment, comment + 1);
      return result;
    })();
    this.running.set(comment, done);
    return done.finally(() => this.running.delete(comment));
  }

  private answered(comment: number, above: number): string | undefined {
    if (above === -1 || this.threads.get(above) !== this.threads.get(comment)) return undefined;
    return this.ids.idOf(above);
  }

  /** Those from the first one above that waits to be arranged down to one. What answers itself answers nothing. */
  private unarranged(comment: number): number[] {
    const chain: number[] = [];
    for (let at: number | undefined = comment; at !== undefined && this.turns.get(at) === 0;) {
      chain.push(at);
      this.mark(at, mark.climbed);
      const above = this.parentOf(at);
      const circle = above !== undefined && this.turns.get(above) === 0 && this.is(above, mark.climbed);
      if (circle) this.parents.set(at, 0);
      at = circle ? undefined : above;
    }
    return chain.reverse();
  }

  private needAbove(comment: number): void {
    let parent = this.parentOf(comment);
    while (parent !== undefined && !this.is(parent, mark.needed)) {
      this.mark(parent, mark.needed);
      parent = this.parentOf(parent);
    }
  }

  /** The one that it answers, if that is in the file. */
  private parentOf(comment: number): number | undefined {
    const parent = this.parents.get(comment) - 1;
    return parent !== -1 && this.is(parent, mark.known) ? parent : undefined;
  }

  private is(comment: number | undefined, what: number): boolean {
    return comment !== undefined && (this.marks.get(comment) & what) !== 0;
  }

  private mark(comment: number, what: number): void {
    this.marks.set(comment, this.marks.get(comment) | what);
  }
}
