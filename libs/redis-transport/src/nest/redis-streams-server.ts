import {
  Server,
  type CustomTransportStrategy,
  type MessageHandler,
  type WritePacket,
} from '@nestjs/microservices';
import { concatMap, Observable, lastValueFrom, takeUntil } from 'rxjs';
import type { IncomingCall, IncomingEvent, Reply } from '../calls';
import { UndeliverableEvent } from '../events/undeliverable-event';
import type { ConnectionStatus, RedisStreamsOptions } from '../options';
import { messageOf } from '../redis/failures';
import { RedisStreamsTransport } from '../transport';
import { HeldBack } from './held-back';
import { decodeRequest, encodeResponse, type ServerCodec } from './packets';
import { decodeHeaders } from './record';
import { StatusListeners, type StatusEvents } from './status-listeners';
import { RedisStreamsContext } from './streams-context';

export interface RedisStreamsServerOptions extends RedisStreamsOptions, Partial<ServerCodec> {
  /** Name under which clients find this service. Processes with the same name share its work. */
  context: string;
  /** For an application that takes the events of a context that another one serves, as `eventGroup`. */
  only?: 'events';
  /** Shown to others with the replica. */
  version?: string;
}

/** For handlers that are meant for this transport only. */
export const REDIS_STREAMS = Symbol('REDIS_STREAMS');

/** Nest strategy: `app.connectMicroservice({ strategy: new RedisStreamsServer({ url, context }) })`. */
export class RedisStreamsServer
  extends Server<StatusEvents, ConnectionStatus>
  implements CustomTransportStrategy
{
  override transportId = REDIS_STREAMS;
  /** An event whose handler fails is tried again, so its failure must come to us. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly statusListeners = new StatusListeners();
  private transport?: RedisStreamsTransport;
  private readonly found = new Map<string, MessageHandler | null>();

  constructor(private readonly options: RedisStreamsServerOptions) {
    super();
    this.initializeSerializer(options as object);
    this.initializeDeserializer(options as object);
  }

  listen(callback: (error?: unknown) => void): void {
    const transport = new RedisStreamsTransport({
      log: (level, message) => this.logger[level === 'info' ? 'log' : level](message),
      // Any `send` may be answered with several values, so all would be streams, and `concurrency` would bound none of them.
      maxStreams: 0,
      ...this.options,
      onStatus: (status) => {
        this._status$.next(status);
        this.statusListeners.notify(status);
        this.options.onStatus?.(status);
      },
    });
    this.transport = transport;
    this.start(transport).then(
      () => callback(),
      (error: unknown) => transport.close().then(() => callback(error)),
    );
  }

  async close(): Promise<void> {
    await this.transport?.close();
  }

  on<E extends ConnectionStatus>(event: E, callback: StatusEvents[E]): void {
    this.statusListeners.add(event, callback);
  }

  unwrap<T = RedisStreamsTransport>(): T {
    if (!this.transport) throw new Error('The server does not listen yet');
    return this.transport as T;
  }

  private start(transport: RedisStreamsTransport): Promise<void> {
    const { context, version = context, only } = this.options;
    const onEvent = (event: IncomingEvent) => this.deliver(event);
    if (only === 'events') return transport.subscribe(context, onEvent);
    const calls = Object.fromEntries([...this.messageHandlers.keys()].map((pattern) => [pattern, '']));
    return transport.serve(context, (call) => this.answer(call), { version, calls }, onEvent);
  }

  private async answer(call: IncomingCall): Promise<Reply> {
    const last = await this.handle(call);
    try {
      return { ok: last.err === undefined, body: this.encode(call.name, last) };
    } catch (err) {
      return { ok: false, body: encodeResponse({ err }, this.serializer) };
    }
  }

  /** Sends the values of a handler but the last, which comes with the end, as stock Nest would send it. */
  private handle(call: IncomingCall): Promise<WritePacket> {
    const handler = this.handlerOf(call.name);
    if (!handler)
      return Promise.resolve({ err: 'There is no matching message handler defined in the remote service.' });
    const headers = decodeHeaders(call.sharedHeaders + call.headers);
    const context = new RedisStreamsContext([call.name, undefined, call, headers]);
    return new Promise((resolve) => {
      this.onProcessingStartHook(this.transportId, context, async () => {
        const values = new HeldBack((response) => this.sendValue(call, response));
        try {
          await this.run(handler, call, context, (response) => values.push(response));
          await values.flush();
          resolve(values.last ? { response: values.last.value, isDisposed: true } : { isDisposed: true });
        } catch (err) {
          await values.sendLast().catch(() => undefined);
          resolve({ err: err ?? 'error' });
        }
        this.onProcessingEndHook?.(this.transportId, context);
      });
    });
  }

  /** A caller that may have it run again gets the last value alone. */
  private async sendValue({ name, send }: IncomingCall, response: unknown): Promise<void> {
    await send?.(this.encode(name, { response }));
  }

  private encode(name: string, packet: WritePacket): string {
    try {
      return encodeResponse(packet, this.serializer);
    } catch (error) {
      throw this.internalError(`The answer of "${name}" cannot be written`, error);
    }
  }

  /** What Nest tells a caller of an error that is none of the caller's business. As JSON an `Error` would be empty. */
  private internalError(what: string, error: unknown): unknown {
    this.logger.error(`${what}: ${messageOf(error)}`);
    return { status: 'error', message: 'Internal server error' };
  }

  private async run(
    handler: MessageHandler,
    call: IncomingCall,
    context: RedisStreamsContext,
    onValue: (value: unknown) => Promise<void> | void,
  ): Promise<void> {
    const { name, body } = call;
    const packet = await decodeRequest(name, body, this.deserializer).catch((error: unknown) => {
      throw this.internalError(`A request for "${name}" cannot be read`, error);
    });
    context.getArgs()[1] = packet.metadata;
    const values = this.transformToObservable<unknown>(await handler(packet.data, context));
    let ended: unknown;
    const end = new Observable<unknown>((over) => call.onEnd((reason) => over.next((ended = reason))));
    const inOrder = values.pipe(
      takeUntil(end),
      concatMap(async (value) => onValue(value)),
    );
    await lastValueFrom(inOrder, { defaultValue: undefined });
    // What was cut off must not pass for a whole answer.
    if (ended) throw ended as Error;
  }

  private async deliver({ name, body, headers }: IncomingEvent): Promise<void> {
    const handler = this.handlerOf(name);
    if (!handler) return this.unhandled(name);
    const packet = await decodeRequest(name, body, this.deserializer).catch((error: unknown) => {
      throw new UndeliverableEvent(`its body cannot be read: ${messageOf(error)}`);
    });
    const context = new RedisStreamsContext([name, packet.metadata, undefined, decodeHeaders(headers)]);
    await new Promise<void>((resolve, reject) => {
      this.onProcessingStartHook(this.transportId, context, async () => {
        try {
          const values = this.transformToObservable<unknown>(await handler(packet.data, context));
          await lastValueFrom(values, { defaultValue: undefined });
          resolve();
        } catch (error) {
          reject(error as Error);
        }
        this.onProcessingEndHook?.(this.transportId, context);
      });
    });
  }

  /** As Nest finds it; kept, because its look-up takes each name for JSON first, which costs more than all else here. */
  private handlerOf(name: string): MessageHandler | null {
    let handler = this.found.get(name);
    if (handler === undefined) {
      handler = this.getHandlerByPattern(name);
      // Names come from callers, and must not fill this.
      if (this.messageHandlers.has(name)) this.found.set(name, handler);
    }
    return handler;
  }

  private unhandled(name: string): void {
    const message = `There is no handler for event "${name}"`;
    // A group gets all events of its context, and wants some.
    if (this.options.only === 'events') this.logger.debug?.(message);
    else this.logger.error(message);
  }
}
