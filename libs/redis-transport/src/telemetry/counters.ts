import type { Kind } from './telemetry';

/** What is counted of one context, since the start. */
export class Counters {
  readonly redelivered: Record<Kind, number> = { call: 0, event: 0 };
  deadLetters = 0;
  /** Dead letters removed because there were too many, or too large ones. */
  deadLettersDropped = 0;
}
