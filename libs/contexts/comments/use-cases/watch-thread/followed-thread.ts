import type { Watched } from '../../contract';

/** How often is looked whether others have added something. What is added here is told at once. */
const lookEveryMs = 400;

/** What is kept for readers; who is further behind reads it from the database. */
const most = 100;

/** Where the comments of a thread are. */
export interface Arrivals {
  lastPosition(): Promise<number>;
  after(position: number, limit: number): Promise<Watched[]>;
}

/** Comments, and the position up to which there are no others. */
export interface Found {
  comments: Watched[];
  upTo: number;
}

/** Follows a thread for all of its readers in this process: the database is asked once for what is new, not once a reader. */
export class FollowedThread {
  readers = 0;
  private recent: Watched[] = [];
  private readonly waiting = new Set<() => void>();
  private timer?: NodeJS.Timeout;
  private isLooking = false;
  private again = false;
  private ended = false;
  private failure?: Error;

  /** @param last position that is known when it begins */
  constructor(
    private last: number,
    private readonly arrivals: Arrivals,
  ) {
    this.lookLater();
  }

  /** Whether it tells no more: who watches then begins anew. */
  get isOver(): boolean {
    return this.ended || this.failure !== undefined;
  }

  /** What came after a position, some of it if it is much. @throws what kept it from being read */
  async after(position: number): Promise<Found> {
    if (this.failure) throw this.failure;
    const { last } = this;
    if (position >= last) return { comments: [], upTo: position };
    const [oldest] = this.recent;
    if (oldest && position >= oldest.position - 1)
      return { comments: this.recent.filter((each) => each.position > position), upTo: last };
    return found(await this.arrivals.after(position, most), last);
  }

  /** Resolves with whether something came after a position: false when it is over, or `signal` aborts. */
  async more(position: number, signal: AbortSignal): Promise<boolean> {
    const isToWait = () => !this.isOver && !signal.aborted && position >= this.last;
    while (isToWait()) await this.news(signal);
    return !this.ended && !signal.aborted;
  }

  /** Looks for what is new, now. */
  look(): void {
    if (this.isOver) return;
    this.again = this.isLooking;
    if (this.isLooking) return;
    clearTimeout(this.timer);
    this.isLooking = true;
    void this.read().then(() => {
      this.isLooking = false;
      if (this.again) return this.look();
      this.lookLater();
    });
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.tell();
  }

  private async read(): Promise<void> {
    try {
      const last = await this.arrivals.lastPosition();
      if (last <= this.last) return;
      const { comments, upTo } = found(await this.arrivals.after(this.last, most), last);
      this.recent = [...this.recent, ...comments].slice(-most);
      this.again ||= upTo < last;
      this.last = upTo;
    } catch (error) {
      this.failure = error as Error;
    }
    this.tell();
  }

  private lookLater(): void {
    if (this.isOver) return;
    this.timer = setTimeout(() => this.look(), lookEveryMs);
    this.timer.unref();
  }

  private news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private tell(): void {
    for (const wake of [...this.waiting]) wake();
  }
}

/** A page that is not full ends where the thread ended before it was read: what is not shown is passed by. */
function found(comments: Watched[], last: number): Found {
  const end = comments.at(-1)?.position ?? 0;
  return { comments, upTo: comments.length === most ? end : Math.max(last, end) };
}
