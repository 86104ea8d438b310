import { ContextCaller } from './client/context-caller';
import { checkCall } from './client/check-call';
import type {
  HandleEvent,
  OutgoingCall,
  OutgoingEvent,
  OutgoingStream,
  Replica,
  ReplicaInfo,
  Reply,
  ServeCall,
} from './calls';
import { listDeadLetters, type DeadLetterPage } from './dead-letters/list';
import { drop, replay } from './dead-letters/replay';
import { EventWriter } from './events/event-writer';
import { forgetGroup } from './events/forget-group';
import { settingsFrom, type RedisStreamsOptions, type Settings } from './options';
import { parseAddress } from './redis/address';
import type { Connection } from './redis/connection';
import { failureOf, isErrorReply } from './redis/failures';
import type { RedisClient } from './redis/redis-client';
import type { RedisNode } from './redis/redis-node';
import { RedisNodes } from './redis/redis-nodes';
import { readReplicas } from './registry';
import { Counters } from './telemetry/counters';
import { measureContext } from './telemetry/measure';
import type { Measure } from './telemetry/telemetry';
import { ContextServer } from './server/context-server';
import { EventServer } from './server/events/event-server';
import { TransportError } from './transport-error';
import { eventFields } from './wire/event';
import type { DeadLetter } from './wire/dead-letter';
import { checkName, ContextKeys } from './wire/keys';
import { exceeds } from './wire/size';

/** Carries calls between processes over Redis Streams. PROTOCOL.md describes what it writes. */
export class RedisStreamsTransport {
  private readonly settings: Settings;
  private readonly address: string;
  private readonly nodes: RedisNodes;
  private readonly callers = new Map<string, ContextCaller>();
  private readonly servers = new Map<string, ContextServer | EventServer>();
  private readonly events: EventWriter;
  private readonly counters = new Map<string, Counters>();
  private readonly stopObserving?: () => void;
  private closing?: Promise<void>;
  /** Set when the last handler is done, and with it the last call that may still be made. */
  private drained = false;

  /** Connects on first use. @throws TransportError if `url` is not one */
  constructor(options: RedisStreamsOptions) {
    this.settings = settingsFrom(options);
    this.events = new EventWriter(this.settings);
    checkName('group', this.settings.eventGroup);
    const address = parseAddress(this.settings.url);
    this.address = address.shown;
    this.nodes = new RedisNodes(this.settings, address);
    const { telemetry, identity } = this.settings;
    this.stopObserving = telemetry?.observe(
      () => this.measure(),
      () => ({ ...identity?.refused }),
    );
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
    const { settings } = this;
    const keys = new ContextKeys(settings.prefix, context);
    const { endpoint, commands, clock, predates } = this.nodes.of(keys.alive);
    const counters = this.countersOf(context);
    const redis = { keys, endpoint, commands, clock, predates };
    const options = { ...redis, settings, counters, info, handler, onEvent };
    await this.start(context, () => new ContextServer(options));
  }

  /**
   * Takes events of `context` for the group `eventGroup` and no calls, so that others see no replica in this
   * process. Resolves once the group exists: it gets every event from then on. Rejects as `serve` does.
   */
  async subscribe(context: string, onEvent: HandleEvent): Promise<void> {
    const { settings } = this;
    const keys = new ContextKeys(settings.prefix, context);
    const { endpoint, commands, clock } = this.nodes.of(keys.alive);
    const counters = this.countersOf(context);
    const options = { keys, endpoint, commands, clock, settings, counters, handler: onEvent };
    await this.start(context, () => new EventServer(options));
  }

  private async start(context: string, make: () => ContextServer | EventServer): Promise<void> {
    if (this.closing) throw closed();
    if (this.servers.has(context)) {
      throw new TransportError('InvalidArgument', `${context} is served here already`, { mayHaveRun: false });
    }
    const { settings, address } = this;
    const { commands } = this.nodes.of(new ContextKeys(settings.prefix, context).alive);
    const server = make();
    this.servers.set(context, server);
    try {
      await startOn(commands, server, settings.connectTimeoutMs);
    } catch (error) {
      this.servers.delete(context);
      throw failureOf(error, false, address);
    }
  }

  /**
   * Sends one call to one replica and resolves with its reply. Rejects with a {@link TransportError}:
   * `Unavailable` within a second when nobody serves, `DeadlineExceeded` after `timeoutMs`, `ResourceExhausted` when too
   * much waits, `InvalidArgument` when it is too large, `Cancelled` when its caller gave up.
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

  /**
   * Sends one call whose handler answers with several values, and yields them in order as they come. Ends with the
   * reply; throws a {@link TransportError} for the reasons of {@link call}, what refuses it at once. Who stops reading
   * cancels the call.
   */
  stream(call: OutgoingStream): AsyncGenerator<string, Reply> {
    const refusal = checkCall({ ...call, repeatable: false }, this.settings.maxBodyBytes);
    if (refusal) throw refusal;
    return this.callerOf(call.context).stream(call);
  }

  /**
   * Resolves when Redis has the event. Which replicas handle it, and when, is not known here. Rejects with
   * `ResourceExhausted` if `maxEvents` wait for the slowest group, `InvalidArgument` if it is too large, `Unavailable` if
   * Redis cannot be reached.
   */
  async emit({ context, ...event }: OutgoingEvent): Promise<void> {
    const { maxBodyBytes } = this.settings;
    if (exceeds(maxBodyBytes, event.body, event.headers)) {
      const what = `Event ${event.name} of ${context} is too large`;
      const why = `${what}: body and headers exceed ${maxBodyBytes} bytes`;
      throw new TransportError('InvalidArgument', why, { mayHaveRun: false });
    }
    const sending = this.settings.telemetry?.send('event', context, event.name);
    try {
      const fields = eventFields(event, sending?.link);
      await this.ask(context, (client, keys) => this.events.add(client, keys, fields));
      sending?.end();
    } catch (error) {
      sending?.end(error);
      throw error;
    }
  }

  /** Entries of `context` that were given up, the oldest first. */
  deadLetters(context: string, page: DeadLetterPage = {}): Promise<DeadLetter[]> {
    return this.ask(context, (client, keys) => listDeadLetters(client, keys, page));
  }

  /**
   * Gives the event of a dead letter once more to the group that gave it up. False if there is no such dead
   * letter. Rejects with `InvalidArgument` if it is a request or was not kept whole, and as `emit` does.
   */
  replayDeadLetter(context: string, id: string): Promise<boolean> {
    return this.ask(context, (client, keys) => replay(client, keys, this.events, id, this.settings.identity));
  }

  /** Forgets a dead letter. False if there is none. */
  dropDeadLetter(context: string, id: string): Promise<boolean> {
    return this.ask(context, (client, keys) => drop(client, keys, id));
  }

  /**
   * Lets events go that only wait for `group`, which nobody serves any more. False if there is no such group.
   * Rejects with `InvalidArgument` while somebody serves it.
   */
  forgetGroup(context: string, group: string): Promise<boolean> {
    return this.ask(context, (client, keys, { clock }) => forgetGroup(client, keys, clock, group));
  }

  private async ask<T>(
    context: string,
    question: (client: RedisClient, keys: ContextKeys, node: RedisNode) => Promise<T>,
  ): Promise<T> {
    const keys = new ContextKeys(this.settings.prefix, context);
    const node = this.nodes.of(keys.alive);
    const client = await connected(node, this.settings);
    try {
      return await question(client, keys, node);
    } catch (error) {
      throw failureOf(error, !isErrorReply(error), this.address);
    }
  }

  /** The replicas of `context` whose heartbeat is fresh, this process included. */
  async replicas(context: string): Promise<Replica[]> {
    const keys = new ContextKeys(this.settings.prefix, context);
    const node = this.nodes.of(keys.alive);
    const client = await connected(node, this.settings);
    try {
      return await readReplicas(client, keys, node.clock);
    } catch (error) {
      throw failureOf(error, false, this.address);
    }
  }

  /** What is going on in the contexts that this process serves or calls. What Redis does not tell now is left out. */
  measure(): Promise<Measure[]> {
    const contexts = new Set([...this.servers.keys(), ...this.callers.keys()]);
    return Promise.all(
      [...contexts].map((context) => {
        const keys = new ContextKeys(this.settings.prefix, context);
        const [node, counters] = [this.nodes.of(keys.alive), this.countersOf(context)];
        const [server, sent] = [this.servers.get(context), this.callers.get(context)?.underWay];
        return measureContext({ keys, node, counters, server, sent });
      }),
    );
  }

  /** Resolves if the transport can carry calls now, of every context that it is used for; else rejects with the reason. */
  async ping(): Promise<void> {
    try {
      for (const client of await Promise.all(
        this.nodes.inUse(this.settings.prefix).map((node) => connected(node, this.settings)),
      )) {
        await client.sendCommand(['PING']);
      }
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
    this.stopObserving?.();
    await Promise.all([...this.servers.values()].map((server) => server.close()));
    this.drained = true;
    const callers = [...this.callers.values()];
    this.callers.clear();
    await Promise.all(callers.map((caller) => caller.close()));
    await this.nodes.close();
  }

  private countersOf(context: string): Counters {
    const known = this.counters.get(context) ?? new Counters();
    this.counters.set(context, known);
    return known;
  }

  private callerOf(context: string): ContextCaller {
    const known = this.callers.get(context);
    if (known) return known;
    const { settings, address } = this;
    if (this.drained) throw closed();
    if (settings.identity?.reaches(context) === false)
      throw new TransportError('Unavailable', `Nobody is trusted to serve ${context}`, { mayHaveRun: false });
    const keys = new ContextKeys(settings.prefix, context);
    const { endpoint, commands, clock, runId } = this.nodes.of(keys.alive);
    const caller = new ContextCaller({ keys, endpoint, commands, clock, settings, address, runId });
    this.callers.set(context, caller);
    return caller;
  }
}

/** Begins anew where Redis goes away between the first command and the last. */
async function startOn(commands: Connection, server: { start(): Promise<void> }, withinMs: number) {
  const end = performance.now() + withinMs;
  for (;;) {
    await commands.ready({ withinMs: Math.max(0, end - performance.now()), patient: true });
    try {
      return await server.start();
    } catch (error) {
      const isLost = commands.current === undefined;
      if (!isLost || performance.now() >= end) throw error;
    }
  }
}

function connected({ commands }: RedisNode, { connectTimeoutMs }: Settings): Promise<RedisClient> {
  // An attempt that fails is an answer; one that has only begun, in a process that is starting, is none.
  return commands.ready({ withinMs: connectTimeoutMs, patient: false });
}

function closed(): TransportError {
  return new TransportError('Unavailable', 'The transport is closed', { mayHaveRun: false });
}
