import type { ConnectionStatus, Log } from '../options';
import { TransportError } from '../transport-error';
import { Backoff } from './backoff';
import { messageOf, redisUnavailable } from './failures';
import { RedisRefused } from './inspect';
import { newRedisClient, type RedisClient } from './redis-client';

export interface ConnectionOptions {
  url: string;
  /** The URL as it may be shown. */
  address: string;
  /** What it is for; shown in CLIENT LIST. */
  name: string;
  log: Log;
  /** Runs on every new connection before anybody else may use it. Its failure counts as no connection. */
  prepare?: (client: RedisClient) => Promise<void>;
  onStatus?: (status: ConnectionStatus) => void;
}

interface Waiter {
  resolve: (client: RedisClient) => void;
  reject: (error: TransportError) => void;
  patient: boolean;
}

/** One connection to Redis, made again with backoff whenever it is lost, until {@link close}. */
export class Connection {
  private client?: RedisClient;
  private attempt?: RedisClient;
  private failure?: unknown;
  private closed = false;
  private readonly waiters = new Set<Waiter>();
  private readonly upListeners: ((client: RedisClient) => void)[] = [];
  private readonly downListeners: (() => void)[] = [];
  private readonly backoff = new Backoff();
  private running?: Promise<void>;

  constructor(private readonly options: ConnectionOptions) {}

  open(): this {
    this.running ??= this.run();
    return this;
  }

  onUp(listener: (client: RedisClient) => void): void {
    this.upListeners.push(listener);
  }

  onDown(listener: () => void): void {
    this.downListeners.push(listener);
  }

  /** The connected client, if there is one at this moment. */
  get current(): RedisClient | undefined {
    return this.client;
  }

  /** Sends one command now or rejects: nothing is kept for a connection that may come. */
  send<T>(args: readonly string[]): Promise<T> {
    return this.client ? this.client.sendCommand<T>(args) : Promise.reject(this.unavailable());
  }

  /** Why there is no connection, as a call that was not sent is told. */
  unavailable(): TransportError {
    if (this.closed)
      return new TransportError('Unavailable', 'The transport is closed', { mayHaveRun: false });
    return redisUnavailable(this.options.address, this.failure ?? 'still connecting', false);
  }

  /**
   * The connected client as soon as there is one. An impatient caller gives up with the first failed
   * attempt, a patient one only after `withinMs` or when Redis must not be used.
   */
  ready({ withinMs, patient }: { withinMs?: number; patient: boolean }): Promise<RedisClient> {
    if (this.client) return Promise.resolve(this.client);
    if (this.closed || (this.failure !== undefined && !patient)) return Promise.reject(this.unavailable());
    return new Promise((resolve, reject) => {
      const timer =
        withinMs === undefined ? undefined : setTimeout(() => waiter.reject(this.unavailable()), withinMs);
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
      const waiter: Waiter = {
        patient,
        resolve: (client) => (done(), resolve(client)),
        reject: (error) => (done(), reject(error)),
      };
      this.waiters.add(waiter);
    });
  }

  /** Drops the connection without waiting for commands in flight. */
  async close(): Promise<void> {
    this.closed = true;
    this.backoff.cancel();
    this.attempt?.destroy();
    for (const waiter of [...this.waiters]) waiter.reject(this.unavailable());
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      const client = newRedisClient(this.options.url, this.options.name);
      this.attempt = client;
      const lost = new Promise<unknown>((resolve) => {
        client.once('error', resolve);
        client.once('end', () => resolve(new Error('the connection was ended')));
        client.on('error', () => undefined);
      });
      try {
        await client.connect();
        await this.options.prepare?.(client);
        if (this.closed) break;
        this.goUp(client);
        this.goDown(await lost);
      } catch (error) {
        this.attemptFailed(error);
      } finally {
        client.destroy();
      }
      if (!this.closed) await this.backoff.wait();
    }
  }

  private goUp(client: RedisClient): void {
    if (this.failure !== undefined) this.options.log('info', `Redis at ${this.options.address} is back`);
    this.client = client;
    this.failure = undefined;
    this.backoff.reset();
    this.options.onStatus?.('connected');
    for (const listener of this.upListeners) listener(client);
    for (const waiter of [...this.waiters]) waiter.resolve(client);
  }

  private goDown(reason: unknown): void {
    this.client = undefined;
    if (this.closed) return;
    this.failure = reason;
    this.options.log('warn', `Redis at ${this.options.address} was lost: ${messageOf(reason)}`);
    this.options.onStatus?.('disconnected');
    for (const listener of this.downListeners) listener();
  }

  private attemptFailed(reason: unknown): void {
    if (this.closed) return;
    // Backoff makes many attempts, and most would say the same.
    if (this.failure === undefined || messageOf(this.failure) !== messageOf(reason)) {
      this.options.log('error', `Redis at ${this.options.address} is unavailable: ${messageOf(reason)}`);
    }
    this.failure = reason;
    this.options.onStatus?.('reconnecting');
    const refused = reason instanceof RedisRefused;
    for (const waiter of [...this.waiters]) if (refused || !waiter.patient) waiter.reject(this.unavailable());
  }
}
