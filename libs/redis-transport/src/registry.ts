import type { Replica, ReplicaInfo } from './calls';
import type { RedisClock } from './redis/clock';
import type { RedisClient } from './redis/redis-client';
import type { ContextKeys } from './wire/keys';

/** What a replica tells about itself, as it stands in the hash. */
export interface RegistryEntry extends ReplicaInfo {
  /** How long one of its heartbeats counts, in milliseconds. */
  expiryMs: number;
}

/** Replica ids and until when they count as alive, in Redis's milliseconds; the freshest first. */
export async function readAlive(
  client: RedisClient,
  keys: ContextKeys,
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

function parse(text: string | undefined): RegistryEntry {
  const nothing: RegistryEntry = { version: '', calls: {}, expiryMs: 0 };
  if (text === undefined) return nothing;
  try {
    return { ...nothing, ...(JSON.parse(text) as RegistryEntry) };
  } catch {
    return nothing;
  }
}
