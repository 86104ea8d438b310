import type { Type } from '@nestjs/common';
import type { EventClass, EventDefinition, Payload } from '../contract/event';

/** What is known of an event besides its payload. */
export interface Published {
  /** The same in every delivery of it: `comments/42`. */
  id: string;
  /** ISO time of the transaction that published it. */
  at: string;
}

/** What handles an event: an injectable with a `handle`, whose unit of work commits once for each event. */
export interface EventHandler<T extends EventClass> {
  // A property, not a method: methods are compared bivariantly and would let a wrong payload type pass.
  handle: (payload: Payload<T>, published: Published) => Promise<void>;
}

export interface AnyEventHandler {
  handle(payload: unknown, published: Published): Promise<void>;
}

/** An event that a context wants to hear of, and what handles it there. */
export interface Subscription {
  event: EventDefinition;
  handler: Type<AnyEventHandler>;
}

/** Says in a context's module what handles an event: `events: [on(CommentPosted, CountComment)]`. @throws Error for what cannot */
export function on<T extends EventClass>(event: T, handler: Type<EventHandler<T>>): Subscription {
  const type = handler as unknown as Type<AnyEventHandler>;
  if (typeof type?.prototype?.handle !== 'function')
    throw new Error(`${type?.name} cannot handle ${event.event.name}: it has no method handle`);
  return { event: event.event, handler: type };
}

/** Which contexts of the build want which events, wherever they run. */
export class Subscribers {
  private readonly events = new Map<string, Set<string>>();
  private readonly ownJobs = new Set<string>();

  /** @param hasJobs whether its outbox has something for itself */
  add(context: string, events: readonly string[], hasJobs = false): void {
    if (hasJobs) this.ownJobs.add(context);
    for (const event of events) {
      if (this.of(event).has(context))
        throw new Error(`${context} handles ${event} twice: one handler can do both`);
      this.events.set(event, new Set([...this.of(event), context]));
    }
  }

  /** Names of the contexts that want an event. */
  of(event: string): ReadonlySet<string> {
    return this.events.get(event) ?? new Set();
  }

  /** Names of the contexts that want any event of one context, itself if it has jobs. */
  wanted(publisher: string): Set<string> {
    const events = [...this.events].filter(([event]) => event.startsWith(`${publisher}.`));
    const own = this.ownJobs.has(publisher) ? [publisher] : [];
    return new Set([...events.flatMap(([, contexts]) => [...contexts]), ...own]);
  }
}
