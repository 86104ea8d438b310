import { Logger } from '@nestjs/common';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { Subscription } from 'rxjs';
import type { ConnectionStatus, RedisStreamsOptions } from '../options';
import { RedisStreamsTransport } from '../transport';
import { decodePacket, encodePacket, type ClientCodec } from './packets';
import { encodeHeaders, RedisStreamsRecord } from './record';
import { StatusListeners, type StatusEvents } from './status-listeners';

export interface RedisStreamsClientOptions extends RedisStreamsOptions, Partial<ClientCodec> {
  /** Name of the service to call, as its server has it. */
  context: string;
  /** How long `send` waits for the whole answer, in milliseconds. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/**
 * Nest client: `ClientsModule.register([{ name, customClass: RedisStreamsClient, options: { url, context } }])`.
 * What the transport cannot do arrives as a `TransportError`; errors of a handler arrive as Nest sends them.
 */
export class RedisStreamsClient extends ClientProxy<StatusEvents> {
  private readonly logger = new Logger(RedisStreamsClient.name);
  private readonly statusListeners = new StatusListeners();
  private transport?: RedisStreamsTransport;
  private connecting?: Promise<void>;

  constructor(private readonly options: RedisStreamsClientOptions) {
    super();
    this.initializeSerializer(options as object);
    this.initializeDeserializer(options as object);
  }

  connect(): Promise<void> {
    this.connecting ??= this.open()
      .ping()
      .catch((error: unknown) => {
        this.connecting = undefined;
        throw error;
      });
    return this.connecting;
  }

  /** A later `connect`, `send` or `emit` connects anew. */
  async close(): Promise<void> {
    const { transport } = this;
    this.transport = undefined;
    this.connecting = undefined;
    await transport?.close();
  }

  override on<E extends ConnectionStatus>(event: E, callback: StatusEvents[E]): void {
    this.statusListeners.add(event, callback);
  }

  unwrap<T = RedisStreamsTransport>(): T {
    return this.open() as T;
  }

  protected publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    const subscription = new Subscription();
    this.request(packet, callback, subscription).catch((err: unknown) => callback({ err }));
    return () => subscription.unsubscribe();
  }

  protected async dispatchEvent<T = void>(packet: ReadPacket): Promise<T> {
    const { context } = this.options;
    const { data, options } = recordOf(packet.data);
    const body = await encodePacket({ ...packet, data }, this.serializer);
    const headers = encodeHeaders(options.headers);
    await this.open().emit({ context, name: this.normalizePattern(packet.pattern), headers, body });
    return undefined as T;
  }

  private async request(
    packet: ReadPacket,
    callback: (packet: WritePacket) => void,
    subscription: Subscription,
  ): Promise<void> {
    const { context } = this.options;
    const { data, options } = recordOf(packet.data);
    const { headers, repeatable = false, timeoutMs = this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS } = options;
    const name = this.normalizePattern(packet.pattern);
    const body = await encodePacket({ ...packet, data }, this.serializer);
    // One after another: a deserializer may be asynchronous, and the order of values is theirs.
    let last = Promise.resolve();
    const deliver = (text: string) =>
      (last = last.then(async () => callback(await decodePacket(text, this.deserializer))));
    const reply = await this.open().call({
      context,
      name,
      body,
      headers: encodeHeaders(headers),
      timeoutMs,
      repeatable,
      onBegun: (call) => subscription.add(() => call.cancel()),
      // What has been handed to a subscriber cannot be taken back and begun anew.
      onValue: repeatable
        ? undefined
        : (value) => void deliver(value).catch((err: unknown) => callback({ err })),
    });
    await deliver(reply.body);
  }

  private open(): RedisStreamsTransport {
    this.transport ??= new RedisStreamsTransport({
      log: (level, message) => this.logger[level === 'info' ? 'log' : level](message),
      ...this.options,
      onStatus: (status) => {
        this._status$.next(status);
        this.statusListeners.notify(status);
        this.options.onStatus?.(status);
      },
    });
    return this.transport;
  }
}

function recordOf(data: unknown): RedisStreamsRecord {
  return data instanceof RedisStreamsRecord ? data : new RedisStreamsRecord(data);
}
