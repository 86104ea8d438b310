import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import type { ConnectionStatus, RedisStreamsOptions } from '../options';
import { RedisStreamsTransport } from '../transport';
import { decodePackets, encodePacket, type ClientCodec } from './packets';
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
    const abort = new AbortController();
    this.request(packet, abort.signal).then(
      (packets) => packets.forEach(callback),
      (err: unknown) => callback({ err }),
    );
    return () => abort.abort();
  }

  protected async dispatchEvent<T = void>(packet: ReadPacket): Promise<T> {
    const { context } = this.options;
    const body = await encodePacket(packet, this.serializer);
    await this.open().emit({ context, name: this.normalizePattern(packet.pattern), headers: '', body });
    return undefined as T;
  }

  private async request(packet: ReadPacket, signal: AbortSignal): Promise<WritePacket[]> {
    const { context, timeoutMs = DEFAULT_TIMEOUT_MS } = this.options;
    const name = this.normalizePattern(packet.pattern);
    const body = await encodePacket(packet, this.serializer);
    const call = { context, name, body, headers: '', timeoutMs, repeatable: false, signal };
    const reply = await this.open().call(call);
    return decodePackets(reply.body, this.deserializer);
  }

  private open(): RedisStreamsTransport {
    this.transport ??= new RedisStreamsTransport({
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
