import { TransportError } from '../transport-error';

/** Replicas compete for requests in this consumer group, and for events unless they name another. */
export const GROUP = 'replicas';

/** How long a stream of one process outlives its last sign of life, in milliseconds. */
export const OWN_STREAM_TTL_MS = 60_000;

/**
 * The keys of one context. The braces make Redis Cluster hash them all to one slot, reply streams too, so
 * that one command may name several of them.
 */
export class ContextKeys {
  readonly requests: string;
  readonly events: string;
  /** Stream: entries that were given up, see PROTOCOL.md. */
  readonly dead: string;
  /** Sorted set: replica id, and until when it counts as alive in milliseconds of Redis's clock. */
  readonly alive: string;
  /** Hash: replica id to what it told about itself. */
  readonly replicas: string;
  /** Sorted set like `alive`, of those who take events: they need not take calls. */
  readonly listening: string;
  private readonly base: string;

  constructor(
    prefix: string,
    readonly context: string,
  ) {
    checkName('context', context);
    this.base = `${prefix}:{${context}}`;
    this.requests = `${this.base}:requests`;
    this.events = `${this.base}:events`;
    this.dead = `${this.base}:dead`;
    this.alive = `${this.base}:alive`;
    this.replicas = `${this.base}:replicas`;
    this.listening = `${this.base}:listening`;
  }

  replies(client: string): string {
    return `${this.base}:replies:${client}`;
  }

  /** What clients tell one replica about calls that it may have. */
  control(replica: string): string {
    return `${this.base}:control:${replica}`;
  }

  /**
   * Who has the licence to start an entry of `client` that must not be started twice; `call` is its first. A service
   * that says it were another's client gets no licence in that one's place.
   */
  licence(client: string, call: number, service = ''): string {
    return `${this.base}:licence:${service}:${client}:${call}`;
  }
}

/** @throws TransportError `InvalidArgument` if `name` cannot be the name of a context or of a group. */
export function checkName(what: 'context' | 'group', name: string): void {
  if (/^[\w.:-]{1,200}$/.test(name)) return;
  throw new TransportError('InvalidArgument', `"${name}" cannot be the name of a ${what}`, {
    mayHaveRun: false,
  });
}
