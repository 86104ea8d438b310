import { z } from 'zod';
import { systemOnly } from './access';
import { command } from './contract';

/** Where to go on; from the beginning if left out. */
export const RepublishFrom = z.object({ after: z.string().max(200).optional() });
export type RepublishFrom = z.infer<typeof RepublishFrom>;

/** How many keys were published anew, and where to go on, if that was not the end. */
export const Republished = z.object({ keys: z.int(), next: z.string().max(200).optional() });
export type Republished = z.infer<typeof Republished>;

/** What a context calls it if it can publish what it knows anew. */
export const republishCall = 'republish';

/**
 * A call by which a context publishes its state anew, a page of keys at a time, while it goes on publishing. Those who
 * keep something that follows from its events make it from that: when they begin to, or when theirs is wrong.
 */
export const republish = command({
  input: RepublishFrom,
  output: Republished,
  access: systemOnly,
  deadlineMs: 30_000,
  idempotency: 'exempt',
});
