import { netstrings } from '../identity';
import type { Settings } from '../options';
import type { RedisClient } from '../redis/redis-client';
import { TransportError } from '../transport-error';
import type { ContextKeys } from '../wire/keys';

/** When a refused `emit` may be tried again, in milliseconds: what waits is trimmed at least that often. */
const RETRY_AFTER_MS = 1_000;

/** Adds events, and refuses them rather than have the stream grow without bound. */
export class EventWriter {
  /** Per stream, how many adds of this process its length does not tell of yet. */
  private readonly adding = new Map<string, number>();

  constructor(private readonly settings: Settings) {}

  /** @throws TransportError `ResourceExhausted` if too many wait already, and what the client rejects with. */
  async add(client: RedisClient, keys: ContextKeys, fields: readonly string[]): Promise<void> {
    const ahead = this.adding.get(keys.events) ?? 0;
    this.adding.set(keys.events, ahead + 1);
    try {
      const waiting = await client.sendCommand<number>(['XLEN', keys.events]);
      if (waiting + ahead >= this.settings.maxEvents) throw refused(keys.context, waiting);
      const { identity } = this.settings;
      const seal = identity ? ['seal', identity.sealForAll(keys.events, netstrings(fields))] : [];
      await client.sendCommand(['XADD', keys.events, '*', ...fields, ...seal]);
    } finally {
      const left = (this.adding.get(keys.events) ?? 1) - 1;
      if (left > 0) this.adding.set(keys.events, left);
      else this.adding.delete(keys.events);
    }
  }
}

function refused(context: string, waiting: number): TransportError {
  return new TransportError('ResourceExhausted', `${context} takes no event: ${waiting} wait already`, {
    mayHaveRun: false,
    retryAfterMs: RETRY_AFTER_MS,
  });
}
