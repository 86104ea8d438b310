export type Kind = 'call' | 'event';

/** One context's traffic in this process. */
export interface Measure {
  context: string;
  /** Calls under way from here, if it is called from here. */
  sent?: number;
  /** What is known where its calls or events are taken. */
  taken: Partial<Record<Kind, TakenMeasure>>;
  /** Entries given up here since the start, if any are taken here. */
  deadLetters?: number;
  /** Dead letters that were dropped here to keep them within their bounds, since the start. */
  deadLettersDropped?: number;
}

export interface TakenMeasure {
  /** Entries in Redis that are not answered, or not handled by every group; missing if Redis does not tell now. */
  queued?: number;
  /** Age of the oldest of them in milliseconds, by Redis's clock; 0 if there is none. */
  oldestMs?: number;
  /** Handlers at work here, and what waits for them in this process. */
  handling: number;
  /** Entries that were given out a second time, since the start. */
  redelivered: number;
}

/** A span that has begun. */
export interface Sending {
  /** Travels with the call or event, for whoever handles it to name this span as its parent. */
  readonly link: string | undefined;
  /** @param error what it has failed with, if it has */
  end(error?: unknown): void;
}

/** Watches a transport. Where there is none, nothing is made for it and nothing is asked. */
export interface Telemetry {
  send(kind: Kind, context: string, name: string): Sending;

  /** Runs a handler within a span of its own. `failed` tells an answer that is an error. */
  handle<T>(
    what: { kind: Kind; context: string; name: string; link?: string },
    work: () => Promise<T>,
    failed?: (answer: T) => boolean,
  ): Promise<T>;

  /** Asks for measures from time to time, until what it returns is called. */
  observe(measure: () => Promise<Measure[]>, refused: () => Record<string, number>): () => void;
}
