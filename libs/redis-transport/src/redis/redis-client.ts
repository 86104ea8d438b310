import { createClient } from 'redis';

/**
 * A client for one connection that never queues for, or goes back to, a lost connection: what was in flight
 * fails at once, and {@link Connection} decides what happens next.
 */
export function newRedisClient(url: string, name: string) {
  return createClient({
    url,
    name,
    // Replies stay flat arrays, the same from every version of Redis.
    RESP: 2,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // A peer that vanished without a word is noticed when a ping stays unanswered. Blocking reads end well
    // before that by themselves.
    pingInterval: 5_000,
    socket: { reconnectStrategy: false, connectTimeout: 2_000, socketTimeout: 15_000 },
  });
}

export type RedisClient = ReturnType<typeof newRedisClient>;
