import { Callers } from './client/callers';
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
import { connected, KnownContexts, type KnownContext } from './known-contexts';
import { settingsFrom, type RedisStreamsOptions, type Settings } from './options';
import { parseAddress } from './redis/address';
import { failureOf } from './redis/failures';
import { RedisNodes } from './redis/redis-nodes';
import { readReplicas } from './registry';
import { measureContext } from './telemetry/measure';
import type { Measure } from './telemetry/telemetry';
import { ContextServer } from './server/context-server';
import { EventServer } from './server/events/event-server';
import { Servers } from './server/servers';
import { TransportError } from './transport-error';
import { eventFields } from './wire/event';
import type { DeadLetter } from './wire/dead-letter';
import { checkName } from './wire/keys';
import { exceeds } from './wire/size';

/** Carries calls between processes over Redis Streams. PROTOCOL.md describes what it writes. */
export class RedisStreamsTransport {
  private readonly settings: Settings;
  private readonly address: string;
  private readonly nodes: RedisNodes;
  private readonly contexts: KnownContexts;
  private readonly callers: Callers;
  private readonly servers = new Servers();
  private readonly events: EventWriter;
  private readonly stopObserving?: () => void;
  private closing?: Promise<void>;

  /** Connects on first use. @throws TransportError if `url` is not one */
  constructor(options: RedisStreamsOptions) {
    this.settings = settingsFrom(options);
    const { telemetry, identity, url, eventGroup } = this.settings;
    checkName('group', eventGroup);
    const address = parseAddress(url);
    this.address = address.shown;
    this.nodes = new RedisNodes(this.settings, address);
    this.contexts = new KnownContexts(this.settings, this.address, this.nodes);
    this.callers = new Callers(this.contexts, this.settings);
    this.events = new EventWriter(this.settings);
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
    const make = (known: KnownContext) => new ContextServer({ ...known, info, handler, onEvent });
    await this.servers.start(this.contexts.of(context), make);
  }

  /**
   * Takes events of `context` for the group `eventGroup` and no calls, so that others see no replica in this
   * process. Resolves once the group exists: it gets every event from then on. Rejects as `serve` does.
   */
  async subscribe(context: string, onEvent: HandleEvent): Promise<void> {
    const make = (known: KnownContext) => new EventServer({ ...known, handler: onEvent });
    await this.servers.start(this.contexts.of(context), make);
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
      return this.callers.of(call.context).call(call);
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
    return this.callers.of(call.context).stream(call);
  }

  /**
   * Resolves when Redis has the event. Which replicas handle it, and when, is not known here. Rejects with
   * `ResourceExhausted` if `maxEvents` wait for the slowest group, `InvalidArgument` if it is too large, `Unavailable` if
   * Redis cannot be reached.
   */
  async emit({ context, ...event }: OutgoingEvent): Promise<void> {
    const { maxBodyBytes } = this.settings;
    if (exceeds(maxBodyBytes, [event.body, event.headers])) {
      const what = `Event ${event.name} of ${context} is too large`;
      const why = `${what}: body and headers exceed ${maxBodyBytes} bytes`;
      throw new TransportError('InvalidArgument', why, { mayHaveRun: false });
    }
    const sending = this.settings.telemetry?.send('event', context, event.name);
    try {
      const fields = eventFields(event, sending?.link);
      await this.contexts.ask(context, (client, { keys }) => this.events.add(client, keys, fields));
      sending?.end();
    } catch (error) {
      sending?.end(error);
      throw error;
    }
  }

  /** Entries of `context` that were given up, the oldest first. */
  deadLetters(context: string, page: DeadLetterPage = {}): Promise<DeadLetter[]> {
    return this.contexts.ask(context, (client, { keys }) => listDeadLetters(client, keys, page));
  }

  /**
   * Gives the event of a dead letter once more to the group that gave it up. False if there is no such dead
   * letter. Rejects with `InvalidArgument` if it is a request or was not kept whole, and as `emit` does.
   */
  replayDeadLetter(context: string, id: string): Promise<boolean> {
    const { identity } = this.settings;
    return this.contexts.ask(context, (client, { keys }) => replay(client, keys, this.events, id, identity));
  }

  /** Forgets a dead letter. False if there is none. */
  dropDeadLetter(context: string, id: string): Promise<boolean> {
    return this.contexts.ask(context, (client, { keys }) => drop(client, keys, id));
  }

  /**
   * Lets events go that only wait for `group`, which nobody serves any more. False if there is no such group.
   * Rejects with `InvalidArgument` while somebody serves it.
   */
  forgetGroup(context: string, group: string): Promise<boolean> {
    return this.contexts.ask(context, (client, { keys, clock }) => forgetGroup(client, keys, clock, group));
  }

  /** The replicas of `context` whose heartbeat is fresh, this process included. */
  replicas(context: string): Promise<Replica[]> {
    return this.contexts.ask(context, (client, { keys, clock }) => readReplicas(client, keys, clock));
  }

  /** What is going on in the contexts that this process serves or calls. What Redis does not tell now is left out. */
  measure(): Promise<Measure[]> {
    const { servers, callers } = this;
    const names = new Set([...servers.contextNames, ...callers.contextNames]);
    return Promise.all(
      [...names].map((name) =>
        measureContext(this.contexts.of(name), servers.get(name), callers.underWay(name)),
      ),
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
    await this.servers.close();
    // Handlers may have called others to the last.
    await this.callers.close();
    await this.nodes.close();
  }
}
