const CODES = [
  'Unavailable',
  'DeadlineExceeded',
  'ResourceExhausted',
  'Cancelled',
  'InvalidArgument',
] as const;

/** The subset of gRPC's canonical codes that a transport can know about. */
export type FailureCode = (typeof CODES)[number];

export function isFailureCode(code: unknown): code is FailureCode {
  return CODES.some((known) => known === code);
}

interface Detail {
  /** Whether the call may have run, as far as the transport can tell. */
  mayHaveRun: boolean;
  /** When trying again may help, in milliseconds from now. */
  retryAfterMs?: number;
  cause?: unknown;
}

/** What every method of the transport rejects with. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly mayHaveRun: boolean;
  readonly retryAfterMs?: number;

  constructor(
    readonly code: FailureCode,
    message: string,
    { mayHaveRun, retryAfterMs, cause }: Detail,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.mayHaveRun = mayHaveRun;
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
  }
}

export function closed(): TransportError {
  return new TransportError('Unavailable', 'The transport is closed', { mayHaveRun: false });
}
