import type { ConnectionStatus, Log } from '../options';
import { closed, type TransportError } from '../transport-error';
import { Backoff } from './backoff';
import { describeNode, type NodeAddress } from './address';
import type { Endpoint } from './endpoint';
import { explain, isRefusal, messageOf, redisUnavailable } from './failures';
import type { RedisClient } from './redis-client';

/** How often a connection to a node that may lose its place makes sure of it, in milliseconds. */
const WATCH_MS = 2_000;
/** How long a connection must last for the next one to be tried without much waiting, in milliseconds. */
const STABLE_MS = 1_000;

export interface ConnectionOptions {
  endpoint: Endpoint;
  /** What it is for; shown in CLIENT LIST. */
  name: string;
  log: Log;
  /** Runs on every new connection before anybody else may use it. Its failure counts as no connection. */
  onInspected?: (runId: string, client: RedisClient) => Promise<void>;
  onStatus?: (status: ConnectionStatus) => void;
}

interface Waiter {
  resolve: (client: RedisClient) => void;
  reject: (error: TransportError) => void;
  patient: boolean;
}

/**
 * One connection to the node that holds certain keys. Whenever it is lost, or the node turns out to be another
 * one, the node is located and connected to again, with backoff, until {@link close}.
 */
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
  private stop!: () => void;
  private readonly stopped = new Promise<undefined>((resolve) => (this.stop = () => resolve(undefined)));

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
    if (this.closed) return closed();
    return redisUnavailable(this.options.endpoint.shown, this.failure ?? 'still connecting', false);
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
    this.stop();
    for (const waiter of [...this.waiters]) waiter.reject(this.unavailable());
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      try {
        // Asking where the node is ends by itself; nobody has to wait for that who closes.
        const node = await Promise.race([this.options.endpoint.locate(), this.stopped]);
        if (node) await this.use(node);
      } catch (error) {
        this.attemptFailed(error);
      }
      if (!this.closed) await this.backoff.wait();
    }
  }

  private async use(node: NodeAddress): Promise<void> {
    const { endpoint, name, log, onInspected } = this.options;
    const client = endpoint.newClient(node, name);
    this.attempt = client;
    try {
      await client.connect();
      const runId = await endpoint.inspect(client, onInspected ? log : () => undefined);
      await onInspected?.(runId, client);
      if (this.closed) return;
      const since = performance.now();
      this.goUp(client, node);
      const watch = endpoint.moves ? setInterval(() => void this.verify(client, node), WATCH_MS) : undefined;
      const reason = await client.lost;
      clearInterval(watch);
      if (performance.now() - since > STABLE_MS) this.backoff.reset();
      this.goDown(reason);
      if (!this.closed) await client.finish();
    } finally {
      client.destroy();
    }
  }

  /** A node that stalls or is cut off says nothing; those who watch it know that another took its place. */
  private async verify(client: RedisClient, node: NodeAddress): Promise<void> {
    const now = await this.options.endpoint.locate().catch(() => node);
    if (describeNode(now) === describeNode(node)) return;
    client.leave(new Error(`${describeNode(now)} has taken the place of ${describeNode(node)}`));
  }

  private goUp(client: RedisClient, node: NodeAddress): void {
    const { log, endpoint, onStatus } = this.options;
    const where = endpoint.moves ? `, at ${describeNode(node)}` : '';
    if (this.failure !== undefined) log('info', `Redis at ${endpoint.shown} is back${where}`);
    this.client = client;
    this.failure = undefined;
    onStatus?.('connected');
    for (const listener of this.upListeners) listener(client);
    for (const waiter of [...this.waiters]) waiter.resolve(client);
  }

  private goDown(reason: unknown): void {
    this.client = undefined;
    if (this.closed) return;
    this.failure = reason;
    this.options.log('warn', `Redis at ${this.options.endpoint.shown} was lost: ${explain(reason)}`);
    this.options.onStatus?.('disconnected');
    for (const listener of this.downListeners) listener();
  }

  private attemptFailed(reason: unknown): void {
    if (this.closed) return;
    // Backoff makes many attempts, and most would say the same.
    if (this.failure === undefined || messageOf(this.failure) !== messageOf(reason)) {
      this.options.log('error', `Redis at ${this.options.endpoint.shown} is unavailable: ${explain(reason)}`);
    }
    this.failure = reason;
    this.options.onStatus?.('reconnecting');
    const refused = isRefusal(reason);
    for (const waiter of [...this.waiters]) if (refused || !waiter.patient) waiter.reject(this.unavailable());
  }
}
