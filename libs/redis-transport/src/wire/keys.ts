import { TransportError } from '../transport-error';

/** All replicas of a context compete in this one consumer group. */
export const GROUP = 'replicas';

/** How long a reply stream outlives its last sign of life, in milliseconds. */
export const REPLIES_TTL_MS = 60_000;

/**
 * The keys of one context. The braces make Redis Cluster hash them all to one slot, reply streams too, so
 * that one command may name several of them.
 */
export class ContextKeys {
  readonly requests: string;
  readonly events: string;
  /** Sorted set: replica id, and until when it counts as alive in milliseconds of Redis's clock. */
  readonly alive: string;
  /** Hash: replica id to what it told about itself. */
  readonly replicas: string;
  private readonly base: string;

  constructor(
    prefix: string,
    readonly context: string,
  ) {
    if (!/^[\w.:-]{1,200}$/.test(context)) {
      throw new TransportError('InvalidArgument', `"${context}" cannot be the name of a context`, {
        mayHaveRun: false,
      });
    }
    this.base = `${prefix}:{${context}}`;
    this.requests = `${this.base}:requests`;
    this.events = `${this.base}:events`;
    this.alive = `${this.base}:alive`;
    this.replicas = `${this.base}:replicas`;
  }

  replies(client: string): string {
    return `${this.base}:replies:${client}`;
  }
}
