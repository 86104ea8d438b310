import { z } from 'zod';
import type { RootOptions } from '../call/call-context';
import { Operation } from '../call/operation';
import { systemOnly } from '../contract/access';
import { command } from '../contract/contract';

/** Number of an event in its publisher's outbox: 64 bits, so text. */
const Seq = z.string().regex(/^\d{1,19}$/);

/** Events of one key, in order. */
export const Delivery = z.object({
  publisher: z.string(),
  key: z.string(),
  /** Number of the event before the first of these that the subscriber wanted too. */
  after: Seq,
  /** Whether there is no such event, as far as the publisher knows. */
  fresh: z.boolean(),
  events: z.array(
    z.object({
      seq: Seq,
      name: z.string(),
      version: z.int(),
      /** JSON text. */
      payload: z.string(),
      traceId: z.string(),
      publishedAt: z.iso.datetime(),
    }),
  ),
});
export type Delivery = z.infer<typeof Delivery>;
export type DeliveredEvent = Delivery['events'][number];

/** What became of a delivery. What was neither handled nor has failed was not begun. */
export const Delivered = z.object({
  /** Number of the last event that has been handled, in this delivery or before it. */
  handled: Seq,
  failure: z
    .object({
      /**
       * `later`: something that the handler needs is away. `unread`: the subscriber's build knows an older version of it.
       * `unwanted`: it does not know it. `gap`: one before it has not been handled.
       */
      kind: z.enum(['failed', 'later', 'unread', 'unwanted', 'gap']),
      error: z.string(),
    })
    .optional(),
});
export type Delivered = z.infer<typeof Delivered>;

/** Time for one delivery in milliseconds, and for one of its events. */
export const deliveryMs = 15_000;
export const handlingMs = 5_000;

/** By which the clocks of two databases may differ, in milliseconds. */
export const mostSkewMs = 5 * 60_000;

/** In whose name a publisher brings events, and tells of them. */
export function eventsOf(publisher: string, traceId?: string): RootOptions {
  const principal = { kind: 'system', name: 'events' } as const;
  return { operation: `${publisher} events`, principal, traceId, deadlineMs: deliveryMs };
}

/** A call that every context serves. The inbox keeps what was handled, so no result is stored. */
export const deliverCall = '$deliver';

/** Keys of which nothing is on its way any more: the subscriber need not remember how far it has come with them. */
export const Forgotten = z.object({
  publisher: z.string(),
  /** Nothing up to a lane's number is on its way. */
  lanes: z.array(z.object({ key: z.string(), upTo: Seq })),
});
export type Forgotten = z.infer<typeof Forgotten>;

/** Keys that it has not forgotten: something of them was handled a moment ago, and a copy may still come. */
export const Remembered = z.object({ keys: z.array(z.string()) });
export type Remembered = z.infer<typeof Remembered>;

/** A call that every context serves, besides {@link deliverCall}. */
export const forgetCall = '$forget';

export function forgetOperation(context: string): Operation {
  const call = command({
    input: Forgotten,
    output: Remembered,
    access: systemOnly,
    deadlineMs: deliveryMs,
    idempotency: 'exempt',
  });
  return new Operation(context, forgetCall, call);
}

export function deliverOperation(context: string): Operation {
  const call = command({
    input: Delivery,
    output: Delivered,
    access: systemOnly,
    deadlineMs: deliveryMs,
    idempotency: 'exempt',
  });
  return new Operation(context, deliverCall, call);
}
