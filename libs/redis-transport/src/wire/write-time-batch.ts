/** Puts the payload at the end of a command's arguments, to be encoded when the client reads it. */
export type AppendPayload = (args: string[]) => string[];

export interface BatchOptions<T> {
  /** Bounds of one entry; `maxBytes` counts UTF-16 units of what `add` was told. */
  maxItems: number;
  maxBytes: number;
  /** Runs when the command goes to the socket. Items may still be added to the list until then. */
  encode: (items: T[]) => string;
  /** Issues the command at once. */
  write: (append: AppendPayload) => Promise<unknown>;
  /** The command failed; the items may or may not have been encoded before. */
  onFailure: (items: T[], error: unknown) => void;
}

/**
 * Collects items into one stream entry without making any of them wait.
 *
 * The `redis` package takes a command at once but encodes it in a `setImmediate` of its own, just before it
 * writes. So the command is issued for the first item, and what else comes until the client reads the
 * payload travels in the same entry. A timer of our own would make a lone item wait a second time. Should a
 * client ever read arguments earlier, entries become smaller and all else stays right.
 */
export class WriteTimeBatch<T> {
  private open?: { items: T[]; bytes: number };

  constructor(private readonly options: BatchOptions<T>) {}

  add(item: T, bytes: number): void {
    const { maxItems, maxBytes } = this.options;
    if (this.open && this.open.items.length < maxItems && this.open.bytes + bytes <= maxBytes) {
      this.open.items.push(item);
      this.open.bytes += bytes;
    } else {
      this.start(item, bytes);
    }
  }

  private start(item: T, bytes: number): void {
    const batch = { items: [item], bytes };
    this.open = batch;
    let payload: string | undefined;
    const close = () => {
      if (this.open === batch) this.open = undefined;
    };
    const seal = () => {
      close();
      return this.options.encode(batch.items);
    };
    const append: AppendPayload = (args) =>
      Object.defineProperty(args, args.length, { get: () => (payload ??= seal()), enumerable: true });
    this.options.write(append).catch((error: unknown) => {
      // A command that is turned down unread would otherwise collect items for ever.
      close();
      this.options.onFailure(batch.items, error);
    });
  }
}
