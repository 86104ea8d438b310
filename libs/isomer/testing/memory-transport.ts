import { AsyncResource } from 'node:async_hooks';
import type {
  IncomingCall,
  OutgoingCall,
  Replica,
  ReplicaInfo,
  Reply,
  ServeCall,
  Transport,
  TransportFailure,
} from '../src/transport/transport';

interface Served {
  transport: MemoryTransport;
  replica: Replica;
  handler: ServeCall;
}

/** What joins transports of one test, as a Redis joins processes: nothing but text passes. */
export class MemoryNetwork {
  private readonly served = new Map<string, Served[]>();
  private turn = 0;

  transport(): MemoryTransport {
    return new MemoryTransport(this);
  }

  add(context: string, served: Served): void {
    this.served.set(context, [...this.of(context), served]);
  }

  remove(transport: MemoryTransport): void {
    for (const [context, served] of this.served)
      this.served.set(
        context,
        served.filter((each) => each.transport !== transport),
      );
  }

  of(context: string): Served[] {
    return this.served.get(context) ?? [];
  }

  /** The replica whose turn it is. */
  next(context: string): Served | undefined {
    const served = this.of(context);
    return served[this.turn++ % served.length];
  }
}

/** One process's end of a {@link MemoryNetwork}. */
export class MemoryTransport implements Transport {
  private readonly running = new Set<Promise<Reply>>();
  private count = 0;

  constructor(private readonly network: MemoryNetwork) {}

  async serve(context: string, handler: ServeCall, info: ReplicaInfo): Promise<void> {
    const replica = { ...info, id: `${context} ${this.count++}`, ageMs: 0 };
    // Bound here, so that a call brings nothing along but its text: no surroundings of its caller.
    this.network.add(context, { transport: this, replica, handler: AsyncResource.bind(handler) });
  }

  async call({ context, name, body, headers, timeoutMs, signal }: OutgoingCall): Promise<Reply> {
    const served = this.network.next(context);
    if (!served) throw failure('Unavailable', `no replica of ${context} is running`, false);
    if (signal?.aborted) throw failure('Cancelled', 'given up before it was sent', false);
    const ended = new AbortController();
    return new Promise<Reply>((resolve, reject) => {
      const end = (code: TransportFailure['code']) => {
        ended.abort();
        reject(failure(code, 'ended before its reply came', true));
      };
      const timer = setTimeout(end, timeoutMs, 'DeadlineExceeded');
      const cancel = () => end('Cancelled');
      signal?.addEventListener('abort', cancel, { once: true });
      const reply = served.transport.answer(served, { name, body, headers, timeoutMs, signal: ended.signal });
      void reply.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', cancel);
      });
    });
  }

  async replicas(context: string): Promise<Replica[]> {
    return this.network.of(context).map(({ replica }) => replica);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.network.remove(this);
    await Promise.allSettled(this.running);
  }

  private answer({ handler }: Served, call: IncomingCall): Promise<Reply> {
    const reply = handler(call);
    this.running.add(reply);
    return reply.finally(() => this.running.delete(reply));
  }
}

function failure(code: TransportFailure['code'], message: string, mayHaveRun: boolean): TransportFailure {
  return Object.assign(new Error(message), { code, mayHaveRun });
}
