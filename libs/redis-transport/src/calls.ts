/** One call on its way out. `body` and `headers` are UTF-8 text that the transport never looks into. */
export interface OutgoingCall {
  context: string;
  /** Name of the call within its context, such as `post`. */
  name: string;
  body: string;
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
  /** Aborts when the caller's time is over. */
  signal: AbortSignal;
}

/** `ok` tells a result from an error; what `body` holds in either case is the application's affair. */
export interface Reply {
  ok: boolean;
  body: string;
}

/** Must not reject. If it does, the caller is told `Unavailable` and the reason stays in the log here. */
export type ServeCall = (call: IncomingCall) => Promise<Reply>;

/** A fact sent to one replica of a context; nobody waits for an answer. */
export interface OutgoingEvent {
  context: string;
  name: string;
  body: string;
  headers: string;
}

export type IncomingEvent = Omit<OutgoingEvent, 'context'>;
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
