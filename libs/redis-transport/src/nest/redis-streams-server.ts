import {
  Server,
  type CustomTransportStrategy,
  type MessageHandler,
  type WritePacket,
} from '@nestjs/microservices';
import { fromEvent, lastValueFrom, takeUntil, tap } from 'rxjs';
import type { IncomingCall, IncomingEvent, Reply } from '../calls';
import type { ConnectionStatus, RedisStreamsOptions } from '../options';
import { RedisStreamsTransport } from '../transport';
import { decodePacket, encodePackets, type ServerCodec } from './packets';
import { StatusListeners, type StatusEvents } from './status-listeners';
import { RedisStreamsContext } from './streams-context';

export interface RedisStreamsServerOptions extends RedisStreamsOptions, Partial<ServerCodec> {
  /** Name under which clients find this service. Processes with the same name share its work. */
  context: string;
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
  /** An event is acknowledged when its handler is done, so its failure must come to us. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly statusListeners = new StatusListeners();
  private transport?: RedisStreamsTransport;

  constructor(private readonly options: RedisStreamsServerOptions) {
    super();
    this.initializeSerializer(options as object);
    this.initializeDeserializer(options as object);
  }

  listen(callback: (error?: unknown) => void): void {
    const { context, version = context } = this.options;
    const transport = new RedisStreamsTransport({
      log: (level, message) => this.logger[level === 'info' ? 'log' : level](message),
      ...this.options,
      onStatus: (status) => {
        this._status$.next(status);
        this.statusListeners.notify(status);
        this.options.onStatus?.(status);
      },
    });
    this.transport = transport;
    const calls = Object.fromEntries([...this.messageHandlers.keys()].map((pattern) => [pattern, '']));
    transport
      .serve(
        context,
        (call) => this.answer(call),
        { version, calls },
        (event) => this.deliver(event),
      )
      .then(
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

  private async answer(call: IncomingCall): Promise<Reply> {
    const packets = await this.collect(call);
    return {
      ok: packets.every(({ err }) => err === undefined),
      body: encodePackets(packets, this.serializer),
    };
  }

  /** All that the handler gives, as stock Nest would send it: values, then an error or the end. */
  private collect(call: IncomingCall): Promise<WritePacket[]> {
    const handler = this.getHandlerByPattern(call.name);
    if (!handler)
      return Promise.resolve([
        { err: 'There is no matching message handler defined in the remote service.' },
      ]);
    return new Promise((resolve) => {
      const packets: WritePacket[] = [];
      const context = new RedisStreamsContext([call.name, undefined, call.signal]);
      this.onProcessingStartHook(this.transportId, context, async () => {
        try {
          await this.run(handler, call, context, (response) => packets.push({ response }));
          const last = packets.at(-1);
          if (last) last.isDisposed = true;
          else packets.push({ isDisposed: true });
        } catch (err) {
          packets.push({ err: err ?? 'error' });
        }
        this.onProcessingEndHook?.(this.transportId, context);
        resolve(packets);
      });
    });
  }

  private async run(
    handler: MessageHandler,
    { name, body, signal }: IncomingCall,
    context: RedisStreamsContext,
    onValue: (value: unknown) => void,
  ): Promise<void> {
    const packet = await decodePacket(name, body, this.deserializer);
    context.getArgs()[1] = packet.metadata;
    const values = this.transformToObservable<unknown>(await handler(packet.data, context));
    await lastValueFrom(values.pipe(tap(onValue), takeUntil(fromEvent(signal, 'abort'))), {
      defaultValue: undefined,
    });
  }

  private async deliver({ name, body }: IncomingEvent): Promise<void> {
    const packet = await decodePacket(name, body, this.deserializer);
    const context = new RedisStreamsContext([name, packet.metadata]);
    const handler = this.getHandlerByPattern(name);
    if (!handler) return this.logger.error(`There is no handler for event "${name}"`);
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
}
