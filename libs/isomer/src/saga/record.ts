/** Where a step of one saga stands. */
export interface StepRecord {
  /**
   * `waiting`: not over. `done`: it has answered. `failed`: it has not run and will not. `unknown`: it has failed and may
   * have run. `undone`: what it did has been taken back.
   */
  state: 'waiting' | 'done' | 'failed' | 'unknown' | 'undone';
  /** Calls of a step that goes on in bites. */
  bites: number;
  /** Tries that have failed since it last went on. */
  attempts: number;
  /** Whether one of its tries may have had an effect. */
  mayHaveRun: boolean;
  /** Since when it is tried, or undone, in milliseconds since 1970. */
  since: number;
  /** Until when it is left alone after a try that failed, in milliseconds since 1970. */
  notBefore?: number;
  /** What its last try failed with. */
  error?: string;
}

export type Direction = 'forwards' | 'backwards';
/** `stuck`: it waits until somebody decides. */
export type Status = 'running' | 'done' | 'compensated' | 'stuck';

/** All that is known of one saga. */
export interface SagaRecord {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly shape: string;
  readonly input: unknown;
  status: Status;
  direction: Direction;
  results: Record<string, unknown>;
  steps: Record<string, StepRecord>;
  /** Why it goes backwards or is stuck. */
  error?: string;
}

export function stepOf(record: SagaRecord, name: string, now: number): StepRecord {
  return (record.steps[name] ??= { state: 'waiting', bites: 0, attempts: 0, mayHaveRun: false, since: now });
}
