import { BaseRpcContext } from '@nestjs/microservices';
import type { IncomingCall } from '../calls';

type Metadata = Record<string, string>;

/** What a handler gets with `@Ctx()`. */
export class RedisStreamsContext extends BaseRpcContext<
  [pattern: string, metadata?: Metadata, call?: Pick<IncomingCall, 'signal'>, headers?: Readonly<Metadata>]
> {
  getPattern(): string {
    return this.args[0];
  }

  /** The same, by the name that it has in Nest's `RedisContext`: handlers written for that one go on. */
  getChannel(): string {
    return this.getPattern();
  }

  /** What the client's dispatch hook attached to the packet. */
  getMetadata(): Metadata | undefined {
    return this.args[1];
  }

  /** What the client's record said besides its data. */
  getHeaders(): Readonly<Metadata> {
    return this.args[3] ?? {};
  }

  /** Aborts when the caller gave up or its time is over. Events have none. */
  getSignal(): AbortSignal | undefined {
    return this.args[2]?.signal;
  }
}
