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
   * `Unavailable` within a second when nobody serves, `DeadlineExceeded` after `timeoutMs`, `ResourceExhausted` when too
   * much waits, `InvalidArgument` when it is too large, `Cancelled` when its caller gave up.
   */
  call(call: OutgoingCall): Promise<Reply>;

  /**
   * Sends one call whose handler answers with several values, and yields them in order as they come; the reply ends
   * them. The reader sets the pace. Who stops reading cancels the call. Throws like {@link call}.
   */
  stream(call: OutgoingStream): AsyncGenerator<string, Reply>;

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
  /** What they begin with, before `headers`, if other calls are likely to begin with the same: a transport may send it once. */
  sharedHeaders: string;
  /** Time the caller still has, in milliseconds. */
  timeoutMs: number;
  /** Whether the call may be started again after a crash of the replica that had it. */
  repeatable: boolean;
  /**
   * Is given, before {@link Transport.call} returns, what the caller gives up with; after the reply that does nothing. Not an
   * AbortSignal: one for each call would be a good part of what a call costs.
   */
  onBegun?(call: BegunCall): void;
}

/** A call that is under way, for its caller. */
export interface BegunCall {
  cancel(): void;
}

/** It is never started again after a crash. */
export type OutgoingStream = Omit<OutgoingCall, 'repeatable'>;

export interface IncomingCall {
  name: string;
  body: string;
  /** What follows `sharedHeaders`, if there are any. They need not come apart where they were sent apart. */
  headers: string;
  sharedHeaders: string;
  /** Service that has sent it, if the transport can prove it: see the keys of services. */
  from?: string;
  /** What is left of the caller's time when the call is handed over, in milliseconds. */
  timeoutMs: number;
  /**
   * Calls `listener` once when the time is over (`DeadlineExceeded`), or when the caller gave up, its reader is gone or
   * this process closes (`Cancelled`); at once if that has been.
   */
  onEnd(listener: (reason: TransportFailure) => void): void;
  /**
   * Sends one of several values, if the caller reads a stream; the reply ends it. Resolves when the caller has room
   * for another one, rejects when nobody reads any more.
   */
  send?: (body: string) => Promise<void>;
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
