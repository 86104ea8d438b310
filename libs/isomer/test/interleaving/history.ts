import { deepStrictEqual } from 'node:assert/strict';

/** One event that somebody wants, and when its unit of work locked its key, on a clock of steps. */
interface Event {
  text: string;
  book: string;
  unit: Unit;
}

export interface Unit {
  number: number;
  /** When it began to write its events. */
  begun: number;
  /** When it held the locks of all its keys, which it keeps until it commits. */
  locked: number;
}

/** What was published, when, and what must come of it. */
export class History {
  private readonly events = new Map<string, Event>();
  /** Texts of events that somebody decided to skip. */
  readonly skipped = new Set<string>();
  private clock = 0;
  private units = 0;

  begin(): Unit {
    return { number: this.units++, begun: Infinity, locked: Infinity };
  }

  add(unit: Unit, book: string): string {
    const text = `${book} ${unit.number}.${this.events.size}`;
    this.events.set(text, { text, book, unit });
    return text;
  }

  writes(unit: Unit): void {
    unit.begun = this.clock++;
  }

  holdsItsLocks(unit: Unit): void {
    unit.locked = this.clock++;
  }

  /** @throws Error unless `handled` is all that was `committed`, or some of it if it is not over, once each, in the order of each key */
  check(committed: readonly string[], handled: readonly string[], isOver = true): void {
    const isOpen = (text: string) => !handled.includes(text) && !this.skipped.has(text);
    const left = isOver ? committed.filter(isOpen) : [];
    const twice = handled.filter((text, i) => handled.indexOf(text) !== i);
    const unheard = handled.filter((text) => !committed.includes(text));
    const early = handled.filter((text, i) =>
      handled.slice(0, i).some((other) => this.isBefore(text, other)),
    );
    deepStrictEqual(
      { left, twice, unheard, early },
      { left: [], twice: [], unheard: [], early: [] },
      `committed ${committed.join(', ')}; handled ${handled.join(', ')}`,
    );
  }

  /** Whether one was published before the other to the same key, whatever was between. */
  private isBefore(text: string, other: string): boolean {
    const [one, two] = [this.events.get(text)!, this.events.get(other)!];
    if (one.book !== two.book) return false;
    if (one.unit !== two.unit) return one.unit.locked < two.unit.begun;
    const order = [...this.events.keys()];
    return order.indexOf(text) < order.indexOf(other);
  }
}
