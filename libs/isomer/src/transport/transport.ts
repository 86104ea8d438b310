/**
 * What the framework asks of a transport. Redis Streams is the one we ship; anything that can carry a
 * string to one of several replicas and bring a string back can take its place.
 */
export interface Transport {
  /**
   * Starts answering calls for `context`, sharing the work with every other process that serves it.
   * Resolves once this replica is announced. `info` is shown to others with the replica.
   */
  serve(context: string, handler: ServeCall, info: ReplicaInfo): Promise<void>;

  /**
   * Sends one call to one replica and resolves with its reply. Rejects with a {@link TransportFailure}:
   * `Unavailable` within a second when nobody serves, `DeadlineExceeded` after `timeoutMs`.
   */
  call(call: OutgoingCall): Promise<Reply>;

  /** The replicas of `context` whose heartbeat is fresh, this process included. */
  replicas(context: string): Promise<Replica[]>;

  /** Resolves if the transport can carry calls now; rejects with the reason if not. For health checks. */
  ping(): Promise<void>;

  /** Stops taking calls, finishes and answers what runs, withdraws the announcement, disconnects. */
  close(): Promise<void>;
}

export interface OutgoingCall {
  context: string;
  /** Name of the call within its context, such as `post`. */
  name: string;
  /** UTF-8 text, opaque to the transport. */
  body: string;
  /** Small text, opaque to the transport: who calls, trace, locale and the like. */
  headers: string;
  /** Time the caller still has, in milliseconds. */
  timeoutMs: number;
  /** Whether the call may be started again after a crash of the replica that had it. */
  repeatable: boolean;
  signal?: AbortSignal;
}

export interface IncomingCall {
  name: string;
  body: string;
  headers: string;
  /** What is left of the caller's time when the call is handed over, in milliseconds. */
  timeoutMs: number;
  /** Aborts when the time is over or the caller gave up. */
  signal: AbortSignal;
}

/** `ok` tells a result from an error; what `body` holds in either case is the framework's affair. */
export interface Reply {
  ok: boolean;
  body: string;
}

/** Never rejects: what goes wrong in a call is a reply too. */
export type ServeCall = (call: IncomingCall) => Promise<Reply>;

export interface ReplicaInfo {
  /** Name of the program and its version, for people. */
  version: string;
  /** Contract hash per call name, so that callers can tell whether they can talk. */
  calls: Record<string, string>;
}

export interface Replica extends ReplicaInfo {
  id: string;
  /** Milliseconds since its last heartbeat, by the clock of the transport. */
  ageMs: number;
}

/** The shape of what {@link Transport} methods reject with. */
export interface TransportFailure extends Error {
  code: 'Unavailable' | 'DeadlineExceeded' | 'ResourceExhausted' | 'Cancelled' | 'InvalidArgument';
  /** Whether the call may have run, as far as the transport can tell. */
  mayHaveRun: boolean;
  retryAfterMs?: number;
}
