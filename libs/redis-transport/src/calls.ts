import type { TransportError } from './transport-error';

/** One call on its way out. `body`, `headers` and `sharedHeaders` are UTF-8 text that the transport never looks into. */
export interface OutgoingCall {
  context: string;
  /** Name of the call within its context, such as `post`. */
  name: string;
  body: string;
  headers: string;
  /**
   * What the headers begin with, before `headers`, if other calls are likely to have the same: it is sent once for those
   * next to each other that travel together.
   */
  sharedHeaders?: string;
  /** Time the caller still has, in milliseconds. */
  timeoutMs: number;
  /** Whether the call may be started again after a crash of the replica that had it. */
  repeatable: boolean;
  signal?: AbortSignal;
  /**
   * What a signal is for, where one for each call is too dear: is given at once what the caller gives up with. To do so
   * after the reply does nothing.
   */
  onBegun?(call: BegunCall): void;
  /**
   * Takes the values of a stream, which come before its reply, as fast as they come; {@link OutgoingStream} is for a
   * reader that sets the pace. A call with it is not repeatable.
   */
  onValue?: (body: string) => void;
}

/** A call that is under way, for its caller. */
export interface BegunCall {
  cancel(): void;
}

/** One call whose answer is a sequence of values. It is never started again after a crash. */
export type OutgoingStream = Omit<OutgoingCall, 'repeatable' | 'onValue'>;

export interface IncomingCall {
  name: string;
  body: string;
  /** What follows `sharedHeaders`: all of them, if that is empty, and how they came apart says nothing. */
  headers: string;
  sharedHeaders: string;
  /** What is left of the caller's time when the call is handed over, in milliseconds. */
  timeoutMs: number;
  /** Aborts when the caller gave up or its time is over. Made when it is first asked for. */
  readonly signal: AbortSignal;
  /** The same, where a signal for each call is too dear: calls `listener` once, at once if that has been. */
  onEnd(listener: (reason: TransportError) => void): void;
  /** Service that has sent it, where seals prove that. */
  from?: string;
  /**
   * Sends one of several values, if the caller reads a stream; the reply ends it. Resolves when the caller has
   * room for another one. Rejects when nobody reads any more.
   */
  send?: (body: string) => Promise<void>;
}

/** `ok` tells a result from an error; what `body` holds in either case is the application's affair. */
export interface Reply {
  ok: boolean;
  body: string;
}

/** Must not reject. If it does, the caller is told `Unavailable` and the reason stays in the log here. */
export type ServeCall = (call: IncomingCall) => Promise<Reply>;

/** A fact sent to each group of a context's events; nobody waits for an answer. */
export interface OutgoingEvent {
  context: string;
  name: string;
  body: string;
  headers: string;
}

export interface IncomingEvent extends Omit<OutgoingEvent, 'context'> {
  /** Service that has sent it, where seals prove that. */
  from?: string;
}
/**
 * Runs at least once for each event in each group. If it rejects it is called again, later; an
 * `UndeliverableEvent` says that there is no use in that.
 */
export type HandleEvent = (event: IncomingEvent) => Promise<void>;

export interface ReplicaInfo {
  /** Name of the program and its version, for people. */
  version: string;
  /** Contract hash per call name, so that callers can tell whether they can talk. */
  calls: Record<string, string>;
}

export interface Replica extends ReplicaInfo {
  id: string;
  /** Milliseconds since its last heartbeat, by Redis's clock. */
  ageMs: number;
}
