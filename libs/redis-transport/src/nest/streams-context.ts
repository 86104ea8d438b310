import { BaseRpcContext } from '@nestjs/microservices';

type Metadata = Record<string, string>;

/** What a handler gets with `@Ctx()`. */
export class RedisStreamsContext extends BaseRpcContext<
  [pattern: string, metadata?: Metadata, signal?: AbortSignal]
> {
  getPattern(): string {
    return this.args[0];
  }

  /** What the client's dispatch hook attached to the packet. */
  getMetadata(): Metadata | undefined {
    return this.args[1];
  }

  /** Aborts when the caller's time is over. Events have none. */
  getSignal(): AbortSignal | undefined {
    return this.args[2];
  }
}
