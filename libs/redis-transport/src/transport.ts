import { ContextCaller } from './client/context-caller';
import { checkCall } from './client/check-call';
import type {
  HandleEvent,
  OutgoingCall,
  OutgoingEvent,
  Replica,
  ReplicaInfo,
  Reply,
  ServeCall,
} from './calls';
import { settingsFrom, type RedisStreamsOptions, type Settings } from './options';
import { describeRedis } from './redis/address';
import { RedisClock } from './redis/clock';
import { Connection } from './redis/connection';
import { failureOf, isErrorReply } from './redis/failures';
import { inspectRedis } from './redis/inspect';
import { newRedisClient, type RedisClient } from './redis/redis-client';
import { readReplicas } from './registry';
import { ContextServer } from './server/context-server';
import { TransportError } from './transport-error';
import { eventFields } from './wire/event';
import { ContextKeys } from './wire/keys';
import { exceeds } from './wire/size';

/** How long a health check or a look at the registry waits for a first connection, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Carries calls between processes over Redis Streams. PROTOCOL.md describes what it writes. */
export class RedisStreamsTransport {
  private readonly settings: Settings;
  private readonly address: string;
  private readonly clock = new RedisClock();
  private readonly commands: Connection;
  private readonly callers = new Map<string, ContextCaller>();
  private readonly servers = new Map<string, ContextServer>();
  private runId = '';
  private closing?: Promise<void>;
  /** Set when the last handler is done, and with it the last call that may still be made. */
  private drained = false;

  /** Connects on first use. @throws TransportError if `url` is not one */
  constructor(options: RedisStreamsOptions) {
    this.settings = settingsFrom(options);
    const { url, log, id, onStatus } = this.settings;
    this.address = describeRedis(url);
    checkUrl(url, this.address);
    this.commands = new Connection({
      url,
      log,
      onStatus,
      address: this.address,
      name: id,
      prepare: async (client) => {
        this.runId = await inspectRedis(client, this.address, log);
        await this.clock.sync(client);
      },
    });
  }

  /** Names this process as a replica and as a client. */
  get id(): string {
    return this.settings.id;
  }

  /**
   * Starts answering calls for `context`, sharing the work with all that serve it; with `onEvent` also its
   * events. Resolves once this replica is announced. Rejects with `Unavailable` if Redis cannot be reached
   * within `connectTimeoutMs`, or may evict.
   */
  async serve(context: string, handler: ServeCall, info: ReplicaInfo, onEvent?: HandleEvent): Promise<void> {
    if (this.closing) throw closed();
    if (this.servers.has(context)) {
      throw new TransportError('InvalidArgument', `${context} is served here already`, { mayHaveRun: false });
    }
    const { commands, clock, settings, address } = this;
    const keys = new ContextKeys(settings.prefix, context);
    const server = new ContextServer({ keys, commands, clock, settings, address, info, handler, onEvent });
    this.servers.set(context, server);
    try {
      await commands.open().ready({ withinMs: settings.connectTimeoutMs, patient: true });
      await server.start();
    } catch (error) {
      this.servers.delete(context);
      throw failureOf(error, false, address);
    }
  }

  /**
   * Sends one call to one replica and resolves with its reply. Rejects with a {@link TransportError}:
   * `Unavailable` within a second when nobody serves, `DeadlineExceeded` after `timeoutMs`.
   */
  call(call: OutgoingCall): Promise<Reply> {
    const refusal = checkCall(call, this.settings.maxBodyBytes);
    if (refusal) return Promise.reject(refusal);
    try {
      return this.callerOf(call.context).call(call);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  /** Resolves when Redis has the event. Which replica handles it, and when, is not known here. */
  async emit({ context, ...event }: OutgoingEvent): Promise<void> {
    const { maxBodyBytes, maxEvents } = this.settings;
    const refuse = (code: 'InvalidArgument' | 'ResourceExhausted', why: string) =>
      new TransportError(code, `Event ${event.name} of ${context} ${why}`, { mayHaveRun: false });
    if (exceeds(maxBodyBytes, event.body, event.headers)) {
      throw refuse('InvalidArgument', `is too large: body and headers exceed ${maxBodyBytes} bytes`);
    }
    const { events } = new ContextKeys(this.settings.prefix, context);
    const client = await this.connected();
    try {
      const waiting = await client.sendCommand<number>(['XLEN', events]);
      if (waiting >= maxEvents)
        throw refuse('ResourceExhausted', `was refused: ${waiting} events wait already`);
      await client.sendCommand(['XADD', events, '*', ...eventFields(event)]);
    } catch (error) {
      throw failureOf(error, !isErrorReply(error), this.address);
    }
  }

  /** The replicas of `context` whose heartbeat is fresh, this process included. */
  async replicas(context: string): Promise<Replica[]> {
    const keys = new ContextKeys(this.settings.prefix, context);
    const client = await this.connected();
    try {
      return await readReplicas(client, keys, this.clock);
    } catch (error) {
      throw failureOf(error, false, this.address);
    }
  }

  /** Resolves if the transport can carry calls now; rejects with the reason if not. */
  async ping(): Promise<void> {
    const client = await this.connected();
    try {
      await client.sendCommand(['PING']);
    } catch (error) {
      throw failureOf(error, false, this.address);
    }
  }

  /**
   * Stops taking calls, finishes and answers what runs, withdraws the announcement, disconnects. Running
   * handlers can go on calling others until they are done.
   */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await Promise.all([...this.servers.values()].map((server) => server.close()));
    this.drained = true;
    const callers = [...this.callers.values()];
    this.callers.clear();
    await Promise.all(callers.map((caller) => caller.close()));
    await this.commands.close();
  }

  private connected(): Promise<RedisClient> {
    return this.commands.open().ready({ withinMs: PATIENCE_MS, patient: false });
  }

  private callerOf(context: string): ContextCaller {
    const known = this.callers.get(context);
    if (known) return known;
    const { commands, clock, settings, address } = this;
    if (this.drained) throw closed();
    commands.open();
    const keys = new ContextKeys(settings.prefix, context);
    const caller = new ContextCaller({ keys, commands, clock, settings, address, runId: () => this.runId });
    this.callers.set(context, caller);
    return caller;
  }
}

/** Now rather than as an outage that no waiting ends. */
function checkUrl(url: string, address: string): void {
  try {
    newRedisClient(url, '');
  } catch {
    throw new TransportError('InvalidArgument', `"${address}" is not the URL of a Redis`, {
      mayHaveRun: false,
    });
  }
}

function closed(): TransportError {
  return new TransportError('Unavailable', 'The transport is closed', { mayHaveRun: false });
}
