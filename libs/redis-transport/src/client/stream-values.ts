import { TransportError } from '../transport-error';

/** How many values of a stream may be under way before its reader takes one. */
export const STREAM_WINDOW = 64;
/** After so many values were taken, room for as many more is granted. */
const GRANT_AFTER = STREAM_WINDOW / 2;

/** The values of a stream as they come in: each handed on once and in order, and no more than there is room for. */
export class StreamValues {
  private expected = 0;
  private taken = 0;

  constructor(
    private readonly onValue: (body: string) => void,
    private readonly grant: () => void,
  ) {}

  /** Returns why the stream cannot go on, if so. What comes twice, after a lost connection, is taken once. */
  push(index: number, body: string): TransportError | undefined {
    if (index < this.expected) return undefined;
    if (index > this.expected) return lost(this.expected);
    this.expected += 1;
    this.onValue(body);
    return undefined;
  }

  /** The same for the end, which tells how many values came before it. */
  endsAt(count: number): TransportError | undefined {
    return count > this.expected ? lost(this.expected) : undefined;
  }

  /** How many values its reader has room for, from the first one on. */
  get room(): number {
    return STREAM_WINDOW + this.taken - (this.taken % GRANT_AFTER);
  }

  /** Its reader is done with one. */
  took(): void {
    this.taken += 1;
    if (this.taken % GRANT_AFTER === 0) this.grant();
  }
}

function lost(index: number): TransportError {
  return new TransportError('Unavailable', `Value ${index} of a stream was lost`, { mayHaveRun: true });
}
