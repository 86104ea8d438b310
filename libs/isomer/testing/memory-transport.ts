import { AsyncResource } from 'node:async_hooks';
import type {
  IncomingCall,
  OutgoingCall,
  OutgoingStream,
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

  call(call: OutgoingCall): Promise<Reply> {
    return this.begin(call);
  }

  /** With room for one value: the sender goes on when it was taken. */
  async *stream(call: OutgoingStream): AsyncGenerator<string, Reply> {
    let leave = () => undefined as void;
    let hasLeft = () => undefined as void;
    let value: string | undefined;
    let ended = false;
    let tell = () => undefined as void;
    let taken = () => undefined as void;
    const send = (body: string) =>
      new Promise<void>((resolve, reject) => {
        value = body;
        taken = resolve;
        hasLeft = () => reject(failure('Cancelled', 'nobody reads', true));
        tell();
      });
    const onBegun: OutgoingCall['onBegun'] = (begun) => {
      leave = () => begun.cancel();
      call.onBegun?.(begun);
    };
    const reply = this.begin({ ...call, onBegun }, send);
    const end = () => {
      ended = true;
      tell();
    };
    reply.then(end, end);
    try {
      for (;;) {
        while (value === undefined && !ended) await new Promise<void>((resolve) => (tell = resolve));
        if (value === undefined) return await reply;
        yield value;
        value = undefined;
        taken();
      }
    } finally {
      hasLeft();
      leave();
    }
  }

  private async begin(outgoing: OutgoingStream, send?: IncomingCall['send']): Promise<Reply> {
    const { context, name, body, headers, sharedHeaders, timeoutMs } = outgoing;
    const served = this.network.next(context);
    if (!served) throw failure('Unavailable', `no replica of ${context} is running`, false);
    return new Promise<Reply>((resolve, reject) => {
      const listeners: ((reason: TransportFailure) => void)[] = [];
      const end = (code: TransportFailure['code']) => {
        const reason = failure(code, 'ended before its reply came', true);
        for (const listener of listeners.splice(0)) listener(reason);
        reject(reason);
      };
      const timer = setTimeout(end, timeoutMs, 'DeadlineExceeded');
      outgoing.onBegun?.({ cancel: () => end('Cancelled') });
      const onEnd: IncomingCall['onEnd'] = (listener) => listeners.push(listener);
      const call = { name, body, headers, sharedHeaders, timeoutMs, onEnd, send };
      const reply = served.transport.answer(served, call);
      void reply.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        listeners.length = 0;
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
