/**
 * Adds fields to the end of a command's arguments whose values are encoded when the client reads them, and after them
 * the field `seal` if there is something that seals: it is given the names and values in turn.
 */
export type AppendFields = (
  args: string[],
  names: readonly string[],
  seal?: (fields: string[]) => string,
) => string[];

export interface BatchOptions<T> {
  /** Bounds of one entry; `maxBytes` counts UTF-16 units of what `add` was told. */
  maxItems: () => number;
  maxBytes: number;
  /** The values of the fields. Runs when the command goes to the socket; items may still be added until then. */
  encode: (items: T[]) => readonly string[];
  /** Issues the command at once. */
  write: (append: AppendFields) => Promise<unknown>;
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
    if (this.open && this.open.items.length < maxItems() && this.open.bytes + bytes <= maxBytes) {
      this.open.items.push(item);
      this.open.bytes += bytes;
    } else {
      this.start(item, bytes);
    }
  }

  private start(item: T, bytes: number): void {
    const batch = { items: [item], bytes };
    this.open = batch;
    const close = () => {
      if (this.open === batch) this.open = undefined;
    };
    const append: AppendFields = (args, names, seal) => {
      const first = args.length;
      for (const name of names) args.push(name, '');
      if (seal) args.push('seal', '');
      let value: string | undefined;
      // The client reads arguments in their order: the first value that it comes to fills in the others.
      const fill = () => {
        close();
        const values = this.options.encode(batch.items);
        for (let i = 1; i < values.length; i++) args[first + 2 * i + 1] = values[i]!;
        value = values[0]!;
        if (seal) args[args.length - 1] = seal(args.slice(first, -2));
        return value;
      };
      return readLate(args, first + 1, () => value ?? fill());
    };
    this.options.write(append).catch((error: unknown) => {
      // A command that is turned down unread would otherwise collect items for ever.
      close();
      this.options.onFailure(batch.items, error);
    });
  }
}

const read = Symbol();

interface LateArgs extends Array<string> {
  [read]: () => string;
}

/**
 * One getter for all, which holds on to nothing: V8 keeps what is defined with `get` among its old objects, where it would
 * keep all that a getter of its own refers to, calls and texts, from being collected while young.
 */
const late: PropertyDescriptor & ThisType<LateArgs> = {
  enumerable: true,
  get() {
    return this[read]();
  },
};

/** Has the argument at `index` read by `value` when the client comes to it. */
function readLate(args: string[], index: number, value: () => string): string[] {
  (args as LateArgs)[read] = value;
  return Object.defineProperty(args, index, late);
}
