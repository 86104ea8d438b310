import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string) => void;

/** `connected` and `disconnected` alternate; `reconnecting` may repeat in between. */
export type ConnectionStatus = 'connected' | 'disconnected' | 'reconnecting';

export interface RedisStreamsOptions {
  /** `redis[s]://[user[:password]@]host[:port][/db]` or `unix:///path/to/socket[?db=n]`. */
  url: string;
  /** First part of every key. Deployments that share a Redis differ here. */
  prefix?: string;
  /** How many calls of one context this process runs at once. */
  concurrency?: number;
  /** Milliseconds between two heartbeats. A replica counts as gone after three without one. */
  heartbeatMs?: number;
  /** Bound for body and headers of one call, and for the body of one reply, in bytes of UTF-8. */
  maxBodyBytes?: number;
  /** How many undelivered events one context may have before `emit` is refused. */
  maxEvents?: number;
  /** How long `serve` waits for a Redis that does not answer yet, in milliseconds. */
  connectTimeoutMs?: number;
  /** How long `close` waits for running handlers, in milliseconds. */
  drainTimeoutMs?: number;
  /** Shown in replica ids and in `CLIENT LIST`. */
  name?: string;
  log?: Log;
  onStatus?: (status: ConnectionStatus) => void;
}

export interface Settings extends Required<RedisStreamsOptions> {
  /** Names this process: as a consumer, as a replica and in its reply streams. Never used twice. */
  id: string;
  /** How long a heartbeat counts, in milliseconds. */
  expiryMs: number;
}

const print: Log = (level, message) => {
  if (level === 'error') console.error(message);
  else if (level === 'warn') console.warn(message);
};

export function settingsFrom(options: RedisStreamsOptions): Settings {
  const heartbeatMs = options.heartbeatMs ?? 1_000;
  const name = options.name ?? `${hostname()}-${process.pid}`;
  return {
    url: options.url,
    prefix: options.prefix ?? 'isomer',
    concurrency: options.concurrency ?? 64,
    heartbeatMs,
    maxBodyBytes: options.maxBodyBytes ?? 1024 * 1024,
    maxEvents: options.maxEvents ?? 100_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    drainTimeoutMs: options.drainTimeoutMs ?? 25_000,
    name,
    log: options.log ?? print,
    onStatus: options.onStatus ?? (() => undefined),
    // CLIENT SETNAME takes no spaces, and an id must be new with every start.
    id: `${name.replace(/[^\w.-]+/g, '_')}-${randomBytes(6).toString('hex')}`,
    expiryMs: 3 * heartbeatMs,
  };
}
