import { Column } from '../import/column';
import { IdTable } from '../import/id-table';
import { TextStore } from '../import/text-store';

/** A page of an export that has comments, or might have. */
export interface Thread {
  url: string;
  title: string;
  deleted: boolean;
  /** Whether it took no more comments. */
  closed: boolean;
  /** In an export of a platform such as this one, of a post. */
  postId?: string;
}

/** The pages of an export by their ids. Of those of one id the last is what is meant. */
export class Threads {
  private readonly ids = new IdTable();
  private readonly places = new Column();
  private readonly kept = new TextStore();

  set(id: string, thread: Thread): void {
    this.places.set(this.ids.add(id), this.kept.add(JSON.stringify(thread)));
  }

  get(id: string): Thread | undefined {
    const number = this.ids.find(id);
    return number === undefined ? undefined : (JSON.parse(this.kept.get(this.places.get(number))) as Thread);
  }
}
