import type { Settings } from './options';
import type { RedisClock } from './redis/clock';
import type { Connection } from './redis/connection';
import type { Endpoint } from './redis/endpoint';
import { failureOf, isErrorReply } from './redis/failures';
import type { RedisClient } from './redis/redis-client';
import type { RedisNode } from './redis/redis-node';
import type { RedisNodes } from './redis/redis-nodes';
import { Counters } from './telemetry/counters';
import { ContextKeys } from './wire/keys';

/** What all that happens to one context in this process shares. */
export interface KnownContext {
  keys: ContextKeys;
  settings: Settings;
  counters: Counters;
  /** The Redis as it may be shown. */
  address: string;
  /** Of the node that has the keys. */
  endpoint: Endpoint;
  commands: Connection;
  clock: RedisClock;
  /** Changes when Redis restarts or another node takes its place. */
  runId: () => string;
  /** Whether a time of Redis's clock, in milliseconds, is before Redis was restarted or replaced. */
  predates: (time: number) => boolean;
}

/** The contexts that this process has to do with. */
export class KnownContexts {
  private readonly known = new Map<string, KnownContext>();

  constructor(
    private readonly settings: Settings,
    private readonly address: string,
    private readonly nodes: RedisNodes,
  ) {}

  /** Connects on first use. @throws TransportError `InvalidArgument` if `context` cannot be the name of one */
  of(context: string): KnownContext {
    const known = this.known.get(context) ?? this.learn(context);
    this.known.set(context, known);
    return known;
  }

  /** Asks Redis something about a context. Rejects with a TransportError. */
  async ask<T>(
    context: string,
    question: (client: RedisClient, known: KnownContext) => Promise<T>,
  ): Promise<T> {
    const known = this.of(context);
    const client = await connected(known, this.settings);
    try {
      return await question(client, known);
    } catch (error) {
      throw failureOf(error, !isErrorReply(error), this.address);
    }
  }

  private learn(context: string): KnownContext {
    const { settings, address } = this;
    const keys = new ContextKeys(settings.prefix, context);
    const { endpoint, commands, clock, runId, predates } = this.nodes.of(keys.alive);
    return { keys, settings, counters: new Counters(), address, endpoint, commands, clock, runId, predates };
  }
}

export function connected(
  { commands }: Pick<RedisNode, 'commands'>,
  { connectTimeoutMs }: Settings,
): Promise<RedisClient> {
  // An attempt that fails is an answer; one that has only begun, in a process that is starting, is none.
  return commands.ready({ withinMs: connectTimeoutMs, patient: false });
}
