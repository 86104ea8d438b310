export interface RecordOptions {
  /** Travel beside the data; the handler finds them in its context. */
  headers?: Readonly<Record<string, string>>;
  /** How long `send` waits for the whole answer, in milliseconds, instead of what the client is set to. */
  timeoutMs?: number;
  /** Whether the handler may be run again, by another replica, after a crash of the one that had it. No, unless told. */
  repeatable?: boolean;
}

/** Data of a message with what is to be said about this one message: `client.send('sum', new RedisStreamsRecord(data, { … }))`. */
export class RedisStreamsRecord<T = unknown> {
  constructor(
    readonly data: T,
    readonly options: RecordOptions = {},
  ) {}
}

/** The same in the style of Nest's other transports. */
export class RedisStreamsRecordBuilder<T = unknown> {
  private options: RecordOptions = {};

  constructor(private data?: T) {}

  setData(data: T): this {
    this.data = data;
    return this;
  }

  setHeaders(headers: Readonly<Record<string, string>>): this {
    return this.set({ headers });
  }

  setTimeout(timeoutMs: number): this {
    return this.set({ timeoutMs });
  }

  setRepeatable(repeatable: boolean): this {
    return this.set({ repeatable });
  }

  build(): RedisStreamsRecord<T | undefined> {
    return new RedisStreamsRecord(this.data, this.options);
  }

  private set(options: RecordOptions): this {
    this.options = { ...this.options, ...options };
    return this;
  }
}

/** Headers as text, which is empty for none. */
export function encodeHeaders(headers: RecordOptions['headers']): string {
  return headers && Object.keys(headers).length > 0 ? JSON.stringify(headers) : '';
}

export function decodeHeaders(text: string): Readonly<Record<string, string>> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, string>);
}
