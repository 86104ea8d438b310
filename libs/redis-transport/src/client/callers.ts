import type { KnownContexts } from '../known-contexts';
import type { Settings } from '../options';
import { closed, TransportError } from '../transport-error';
import { ContextCaller } from './context-caller';

/** Those who call the contexts that this process calls. */
export class Callers {
  private readonly callers = new Map<string, ContextCaller>();
  private closed = false;

  constructor(
    private readonly contexts: KnownContexts,
    private readonly settings: Settings,
  ) {}

  /** @throws TransportError for a context that cannot be called from here */
  of(context: string): ContextCaller {
    const known = this.callers.get(context);
    if (known) return known;
    if (this.closed) throw closed();
    if (this.settings.identity?.reaches(context) === false)
      throw new TransportError('Unavailable', `Nobody is trusted to serve ${context}`, { mayHaveRun: false });
    const caller = new ContextCaller(this.contexts.of(context));
    this.callers.set(context, caller);
    return caller;
  }

  get contextNames(): Iterable<string> {
    return this.callers.keys();
  }

  /** How many calls to `context` are under way; undefined if it is not called from here. */
  underWay(context: string): number | undefined {
    return this.callers.get(context)?.underWay;
  }

  async close(): Promise<void> {
    this.closed = true;
    const callers = [...this.callers.values()];
    this.callers.clear();
    await Promise.all(callers.map((caller) => caller.close()));
  }
}
