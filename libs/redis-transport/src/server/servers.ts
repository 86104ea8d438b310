import type { KnownContext } from '../known-contexts';
import { failureOf } from '../redis/failures';
import { closed, TransportError } from '../transport-error';
import type { ContextServer } from './context-server';
import type { EventServer } from './events/event-server';

type AnyServer = ContextServer | EventServer;

/** Those who serve the contexts that are served here, one each. */
export class Servers {
  private readonly servers = new Map<string, AnyServer>();
  private closing?: Promise<void>;

  get contextNames(): Iterable<string> {
    return this.servers.keys();
  }

  get(context: string): AnyServer | undefined {
    return this.servers.get(context);
  }

  /** Resolves when it serves. Rejects with a TransportError. */
  async start(context: KnownContext, make: (context: KnownContext) => AnyServer): Promise<void> {
    if (this.closing) throw closed();
    const { context: name } = context.keys;
    if (this.servers.has(name)) {
      throw new TransportError('InvalidArgument', `${name} is served here already`, { mayHaveRun: false });
    }
    const server = make(context);
    this.servers.set(name, server);
    try {
      await startWithin(context, server);
    } catch (error) {
      this.servers.delete(name);
      throw failureOf(error, false, context.address);
    }
  }

  /** Resolves when all have finished what they had. */
  close(): Promise<void> {
    this.closing ??= Promise.all([...this.servers.values()].map((server) => server.close())).then(
      () => undefined,
    );
    return this.closing;
  }
}

/** Begins anew where Redis goes away between the first command and the last. */
async function startWithin({ commands, settings }: KnownContext, server: AnyServer): Promise<void> {
  const end = performance.now() + settings.connectTimeoutMs;
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
