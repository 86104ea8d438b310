import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import type { Identity } from './identity';
import type { Telemetry } from './telemetry/telemetry';
import { GROUP } from './wire/keys';

export type LogLevel = 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string) => void;

/** `connected` and `disconnected` alternate; `reconnecting` may repeat in between. */
export type ConnectionStatus = 'connected' | 'disconnected' | 'reconnecting';

export interface RedisStreamsOptions {
  /**
   * `redis[s]://[user[:password]@]host[:port][/db]` or `unix:///path/to/socket[?db=n]`; several hosts with commas are
   * the nodes of a Cluster (`?cluster=true`) or sentinels (`?sentinel=<name of the master>`). README.md has them all.
   */
  url: string;
  /** First part of every key. Deployments that share a Redis differ here. */
  prefix?: string;
  /** How many calls of one context this process runs at once, and besides how many of its events. */
  concurrency?: number;
  /**
   * How many streams of one context this process sends at once, besides its calls; what comes beyond them is refused. With 0
   * they count among its calls.
   */
  maxStreams?: number;
  /** Milliseconds between two heartbeats. A replica counts as gone after three without one. */
  heartbeatMs?: number;
  /** Bound for body and headers of one call, and for the body of one reply, in bytes of UTF-8. */
  maxBodyBytes?: number;
  /** How many events of one context may wait for the slowest of its groups before `emit` is refused. */
  maxEvents?: number;
  /** How many entries (of up to 16 calls) a context's queue may hold before calls to it fail at once. */
  maxQueuedEntries?: number;
  /** How many calls to one context this process may have under way. */
  maxPending?: number;
  /** Consumer group for events. Each group gets each event, whoever of the group is free. */
  eventGroup?: string;
  /** How often an event is given to a handler that fails before it becomes a dead letter. */
  eventAttempts?: number;
  /** Wait before the second attempt, in milliseconds; doubles up to 30 s, with jitter. */
  eventBackoffMs?: number;
  /** How many dead letters of one context are kept; the oldest go first. */
  maxDeadLetters?: number;
  /** How much of Redis's memory the dead letters of one context may take, in bytes; the newest is kept whatever it takes. */
  maxDeadLetterBytes?: number;
  /** How long `serve` waits for a Redis that does not answer yet, in milliseconds. */
  connectTimeoutMs?: number;
  /** How long `close` waits for running handlers, in milliseconds. */
  drainTimeoutMs?: number;
  /** Shown in replica ids and in `CLIENT LIST`. */
  name?: string;
  /** Seals what this process writes and checks what it reads. Left out, whoever reaches Redis is believed. */
  identity?: Identity;
  /** Spans and metrics, such as `openTelemetry()`. Left out, there are none, and nothing is spent on them. */
  telemetry?: Telemetry;
  log?: Log;
  onStatus?: (status: ConnectionStatus) => void;
}

export interface Settings extends Required<Omit<RedisStreamsOptions, 'identity' | 'telemetry'>> {
  identity: Identity | undefined;
  telemetry: Telemetry | undefined;
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
  const heartbeatMs = options.heartbeatMs ?? 500;
  const name = options.name ?? `${hostname()}-${process.pid}`;
  return {
    url: options.url,
    prefix: options.prefix ?? 'isomer',
    concurrency: options.concurrency ?? 64,
    maxStreams: options.maxStreams ?? 1_000,
    heartbeatMs,
    maxBodyBytes: options.maxBodyBytes ?? 1024 * 1024,
    maxQueuedEntries: options.maxQueuedEntries ?? 4_000,
    maxPending: options.maxPending ?? 20_000,
    maxEvents: options.maxEvents ?? 100_000,
    eventGroup: options.eventGroup ?? GROUP,
    eventAttempts: Math.max(1, options.eventAttempts ?? 8),
    eventBackoffMs: options.eventBackoffMs ?? 200,
    maxDeadLetters: options.maxDeadLetters ?? 10_000,
    maxDeadLetterBytes: options.maxDeadLetterBytes ?? 64 * 1024 * 1024,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    drainTimeoutMs: options.drainTimeoutMs ?? 25_000,
    name,
    identity: options.identity,
    telemetry: options.telemetry,
    log: options.log ?? print,
    onStatus: options.onStatus ?? (() => undefined),
    // CLIENT SETNAME takes no spaces, an id has no more than 200 characters, and must be new with every start.
    id: `${name.replace(/[^\w.-]+/g, '_').slice(0, 187)}-${randomBytes(6).toString('hex')}`,
    expiryMs: 3 * heartbeatMs,
  };
}
