import type { SkippedFile } from './report';
import { TextStore } from './text-store';

/** What was left out of a file: of an export of spam that is most of it, so it is kept as small as it can be. */
export class SkippedList implements Iterable<SkippedFile> {
  private readonly kept = new TextStore();

  push(skipped: SkippedFile): void {
    this.kept.add(JSON.stringify(skipped));
  }

  get length(): number {
    return this.kept.size;
  }

  *[Symbol.iterator](): Iterator<SkippedFile> {
    for (let i = 0; i < this.kept.size; i++) yield JSON.parse(this.kept.get(i)) as SkippedFile;
  }
}
