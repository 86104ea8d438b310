import { z } from 'zod';
import { CallContext } from '../call/call-context';
import { Cancellation } from '../call/cancellation';
import { Operation } from '../call/operation';
import { ServedCall } from '../call/served-call';
import { query } from '../contract/contract';
import { CallError, passing } from '../contract/errors';
import type { EventDefinition } from '../contract/event';
import { databaseFailure } from '../persistence/database-failure';
import type { UnitOfWork } from '../persistence/unit-of-work';
import {
  type Delivered,
  type DeliveredEvent,
  type Delivery,
  type Forgotten,
  type Remembered,
  handlingMs,
  mostSkewMs,
} from './delivery';
import { Gap, HandledAlready, InboxEntry, type Place } from './inbox';
import type { AnyEventHandler } from './subscription';
import { Turns } from './turns';

interface Handling {
  event: EventDefinition;
  handler: AnyEventHandler;
  operation: Operation;
}

/** How far a key has come: the number of the last event that has been handled, and when that was. */
interface Seen {
  seq: bigint;
  handledAt: Date;
}

/** An event other than the first is not begun when a delivery has less time left, in milliseconds. */
const leastMs = handlingMs + 1_000;
const longestError = 2_000;
/** Longer than anybody waits to retry a dead letter, or a saga. */
const keyLifeHours = 30 * 24;

/** Deliveries at once, if there are connections enough to leave one to others. */
const mostAtOnce = 4;

/** Handles the events that are delivered to a context, one after the other, each once. */
export class Receiver {
  private readonly handlings = new Map<string, Handling>();
  private readonly turns: Turns;

  /** @param connections to the database that the context can have: handlers that hang must not hold all of them */
  constructor(
    private readonly context: string,
    private readonly work: UnitOfWork,
    connections: () => number = () => Infinity,
  ) {
    this.turns = new Turns(() => Math.max(1, Math.min(mostAtOnce, connections() - 1)));
  }

  handle(event: EventDefinition, handler: AnyEventHandler): void {
    const call = query({ input: event.schema, output: z.null(), deadlineMs: handlingMs });
    const operation = new Operation(this.context, `on ${event.name}`, call);
    this.handlings.set(event.name, { event, handler, operation });
  }

  /** @throws ResourceExhausted if its turn does not come while there is time */
  receive(delivery: Delivery): Promise<Delivered> {
    const patienceMs = CallContext.current!.cancellation.remainingMs - leastMs;
    return this.turns.run(patienceMs, () => this.receiveNow(delivery));
  }

  private async receiveNow(delivery: Delivery): Promise<Delivered> {
    const { publisher, key, events, fresh } = delivery;
    let handled = delivery.after;
    const looked = await this.lookUp(publisher, key);
    if ('failure' in looked) return { handled, failure: looked.failure };
    const { seen } = looked;
    for (const [i, each] of events.entries()) {
      const isNumberedAnew = seen && isAfter(each.publishedAt, seen.handledAt);
      if (isNumberedAnew && BigInt(each.seq) <= seen.seq) {
        const error = `${publisher}/${each.seq} was published after ${publisher}/${seen.seq} of its key had been handled: ${publisher} was restored from an older backup; run: isomer events realign ${this.context}`;
        return { handled, failure: { kind: 'gap', error } };
      }
      if (BigInt(each.seq) > (seen?.seq ?? -1n)) {
        // Its deadline must not be that of the delivery, whose answer would come too late for those before it.
        if (i > 0 && CallContext.current!.cancellation.remainingMs < leastMs) break;
        const isFirst = handled === delivery.after;
        const place = { publisher, key, seq: each.seq, after: handled, fresh: fresh && isFirst };
        const failure = await this.tryOne(each, place);
        if (failure) return { handled, failure };
      }
      handled = each.seq;
    }
    return { handled };
  }

  async forget({ publisher, lanes }: Forgotten): Promise<Remembered> {
    const keys = lanes.map(({ key }) => key);
    await this.work.run(() =>
      this.work.writer.query(
        `WITH gone AS (
           SELECT inbox.key FROM inbox JOIN unnest($2::text[], $3::bigint[]) AS lane (key, seq) ON lane.key = inbox.key
           WHERE publisher = $1 AND inbox.seq <= lane.seq AND handled_at < now() - interval '1 hour'
           ORDER BY inbox.key FOR UPDATE OF inbox
         ) DELETE FROM inbox USING gone WHERE publisher = $1 AND inbox.key = gone.key`,
        [publisher, keys, lanes.map(({ upTo }) => upTo)],
      ),
    );
    const left: { key: string }[] = await this.work.reader.query(
      'SELECT key FROM inbox WHERE publisher = $1 AND key = ANY($2)',
      [publisher, keys],
    );
    return { keys: left.map(({ key }) => key) };
  }

  /** The last event of a key that has been handled, or why that cannot be known now: nothing has begun, so none has failed. */
  private async lookUp(
    publisher: string,
    key: string,
  ): Promise<{ seen: Seen | undefined } | { failure: NonNullable<Delivered['failure']> }> {
    try {
      return { seen: await this.seen(publisher, key) };
    } catch (error) {
      const failure = databaseFailure(error);
      if (!failure || !passing.has(failure.meaning)) throw error;
      return { failure: { kind: 'later', error: describe(failure) } };
    }
  }

  private async seen(publisher: string, key: string): Promise<Seen | undefined> {
    const rows: { seq: string; handledAt: Date }[] = await this.work.reader.query(
      'SELECT seq, handled_at AS "handledAt" FROM inbox WHERE publisher = $1 AND key = $2',
      [publisher, key],
    );
    return rows[0] && { seq: BigInt(rows[0].seq), handledAt: rows[0].handledAt };
  }

  private async tryOne(each: DeliveredEvent, place: Place): Promise<Delivered['failure']> {
    const handling = this.handlings.get(each.name);
    if (!handling) return { kind: 'unwanted', error: `${this.context} does not handle ${each.name}` };
    if (handling.event.version < each.version) {
      const error = `${this.context} does not know version ${each.version} of ${each.name}`;
      return { kind: 'unread', error };
    }
    let thrown: unknown;
    const entry = new InboxEntry(place);
    const run = (payload: unknown) =>
      this.run(handling.handler, payload, each, entry).catch((error: unknown) => {
        thrown = error;
        if (error instanceof HandledAlready || error instanceof Gap) return null;
        throw error;
      });
    try {
      const payload = payloadOf(handling.event, each);
      await this.execute(
        new ServedCall(handling.operation, { handle: run }, undefined),
        payload,
        each,
        place,
      );
    } catch (error) {
      // Whose time was over while it waited for a connection had not begun.
      const isLater = error instanceof CallError && (passing.has(error.meaning) || entry.isWaiting);
      return { kind: isLater ? 'later' : 'failed', error: describe(thrown ?? error) };
    }
    return thrown instanceof Gap ? { kind: 'gap', error: thrown.message } : undefined;
  }

  private async execute(
    call: ServedCall,
    payload: unknown,
    { traceId }: DeliveredEvent,
    { publisher, key, seq }: Place,
  ) {
    const { principal, locale, cancellation } = CallContext.current!;
    const own = new Cancellation(
      performance.now() + Math.min(handlingMs, cancellation.remainingMs),
      cancellation,
    );
    const context = new CallContext({
      operation: call.operation.id,
      // Commands that its handler gives derive their keys from it, so that a second try repeats them.
      kind: 'command',
      principal,
      traceId,
      locale,
      idempotencyKey: `${publisher} ${key} ${seq}`,
      keyLifeHours,
      fingerprint: undefined,
      cancellation: own,
    });
    try {
      await call.execute(payload, context);
    } finally {
      own.dispose();
    }
  }

  private async run(
    handler: AnyEventHandler,
    payload: unknown,
    each: DeliveredEvent,
    entry: InboxEntry,
  ): Promise<null> {
    await CallContext.current!.withCommand(entry).run(async () => {
      await handler.handle(payload, { id: `${entry.place.publisher}/${each.seq}`, at: each.publishedAt });
      // A handler that had nothing to write has handled it all the same.
      if (!entry.isClaimed) await this.work.run(async () => undefined);
      entry.assertCommitted();
    });
    return null;
  }
}

/** @throws Error for what is no payload of that version */
function payloadOf({ name, schema, version, upcast }: EventDefinition, each: DeliveredEvent): unknown {
  let payload: unknown = JSON.parse(each.payload);
  for (let older = each.version; older < version; older++) {
    if (!upcast[older]) throw new Error(`There has been no version ${older} of ${name}`);
    payload = upcast[older]!(payload as never);
  }
  return schema.parse(payload);
}

/** Whether it was later, whatever the clocks of two databases think. */
function isAfter(published: string, handled: Date): boolean {
  return Date.parse(published) - handled.getTime() > mostSkewMs;
}

function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // Postgres keeps no text with a zero in it.
  return text.slice(0, longestError).replaceAll('\0', '\uFFFD');
}
