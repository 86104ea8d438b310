import type { Replica, ReplicaInfo } from './calls';
import type { RedisClock } from './redis/clock';
import type { RedisClient } from './redis/redis-client';
import type { ContextKeys } from './wire/keys';

/** What a replica tells about itself, as it stands in the hash. */
export interface RegistryEntry extends ReplicaInfo {
  /** How long one of its heartbeats counts, in milliseconds. */
  expiryMs: number;
  /** How many calls it runs at once. */
  concurrency: number;
  /** Ids of the keys with which entries must be sealed for it to take them; missing if it takes any. */
  believes?: readonly string[];
  /** The highest version of requests that it reads; missing if that is the first. */
  reads?: number;
}

/** Replica ids and until when they count as alive, in Redis's milliseconds; the freshest first. */
export async function readAlive(
  client: RedisClient,
  keys: Pick<ContextKeys, 'alive'>,
): Promise<[id: string, until: number][]> {
  const flat = await client.sendCommand<string[]>(['ZREVRANGE', keys.alive, '0', '-1', 'WITHSCORES']);
  const alive: [string, number][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) alive.push([flat[i] as string, Number(flat[i + 1])]);
  return alive;
}

/** The replicas whose heartbeat is fresh. */
export async function readReplicas(
  client: RedisClient,
  keys: ContextKeys,
  clock: RedisClock,
): Promise<Replica[]> {
  const [, alive, flat] = await Promise.all([
    clock.sync(client),
    readAlive(client, keys),
    client.sendCommand<string[]>(['HGETALL', keys.replicas]),
  ]);
  const told = new Map<string, string>();
  for (let i = 0; i + 1 < flat.length; i += 2) told.set(flat[i] as string, flat[i + 1] as string);
  const now = clock.now();
  return alive
    .filter(([, until]) => until > now)
    .map(([id, until]) => {
      const { version, calls, expiryMs } = parse(told.get(id));
      return { id, version, calls, ageMs: Math.max(0, Math.round(now - (until - expiryMs))) };
    });
}

/** What each of `ids` tells about itself. */
export async function readEntries(
  client: RedisClient,
  keys: ContextKeys,
  ids: readonly string[],
): Promise<RegistryEntry[]> {
  const told = await client.sendCommand<(string | null)[]>(['HMGET', keys.replicas, ...ids]);
  return told.map((text) => parse(text ?? undefined));
}

function parse(text: string | undefined): RegistryEntry {
  const nothing: RegistryEntry = { version: '', calls: {}, expiryMs: 0, concurrency: 1 };
  if (text === undefined) return nothing;
  try {
    const entry = { ...nothing, ...(JSON.parse(text) as RegistryEntry) };
    return Array.isArray(entry.believes) ? entry : { ...entry, believes: undefined };
  } catch {
    return nothing;
  }
}
