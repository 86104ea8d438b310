import { z } from 'zod';
import { Operation } from '../call/operation';
import { role } from '../contract/access';
import { type Calls, command, query } from '../contract/contract';
import { error } from '../contract/errors';
import type { EventDesk } from './event-desk';

/** Who looks after a platform: the role that its events are shown to, and decided about by. */
export const administrator = role('admin');

export class NoSuchDeadLetter extends error('events.no-such-dead-letter', {
  meaning: 'NotFound',
  message: 'There is no such dead letter: it was decided about, or never was one.',
}) {}

/** How the events of one context for one subscriber stand. */
export const LaneState = z
  .object({
    publisher: z.string(),
    subscriber: z.string(),
    waiting: z.int().describe('Keys with something that is not handled'),
    parked: z.int().describe('Keys that wait for a decision'),
    failing: z.int().describe('Keys whose last delivery did not succeed'),
    oldestMs: z.number().optional().describe('Age of the oldest event that is not handled, in milliseconds'),
    reason: z.string().optional().describe('Why one of them waits'),
    keys: z.array(z.string()).describe('Some of the keys that wait: the parked, then the failing ones'),
  })
  .meta({ id: 'LaneState' });

/** An event that has failed as often as an event may. */
export const DeadLetter = z
  .object({
    publisher: z.string(),
    subscriber: z.string().describe('The context that failed to handle it'),
    key: z.string().describe('Events of this key after it wait'),
    id: z.string().describe('Publisher and number: `comments/42`'),
    name: z.string(),
    version: z.int(),
    payload: z.string().describe('JSON text'),
    traceId: z.string(),
    publishedAt: z.iso.datetime(),
    attempts: z.int(),
    error: z.string(),
  })
  .meta({ id: 'DeadLetter' });

const OneLetter = z.object({ subscriber: z.string().max(100), seq: z.string().regex(/^\d{1,18}$/) });

/** Calls that every context serves for who looks after its events. */
export const deskCalls = {
  status: query({
    input: z.object({}),
    output: z.object({ lanes: z.array(LaneState) }),
    access: administrator,
  }),
  deadLetters: query({
    input: z.object({ limit: z.int().min(1).max(100), one: OneLetter.optional() }),
    output: z.object({ letters: z.array(DeadLetter) }),
    errors: [NoSuchDeadLetter],
    access: administrator,
  }),
  /** About one, or about all of them. */
  retry: command({
    input: z.object({ one: OneLetter.optional() }),
    output: z.object({ count: z.int() }),
    errors: [NoSuchDeadLetter],
    access: administrator,
    idempotency: 'exempt',
  }),
  skip: command({
    input: z.object({ one: OneLetter }),
    output: z.object({ count: z.int() }),
    errors: [NoSuchDeadLetter],
    access: administrator,
    idempotency: 'exempt',
  }),
};
export type DeskCalls = Calls<typeof deskCalls>;
export type DeskCall = keyof typeof deskCalls;
export const deskCallNames = Object.keys(deskCalls) as DeskCall[];

/** As the edge documents them. */
export const EventDeskApi = {
  name: 'EventDeskApi',
  contract: { name: 'events', version: 1, calls: deskCalls, events: [] },
} as const;

/** What a desk's call is called among those of a context. */
export const deskCallName = (call: DeskCall) => `$events.${call}`;

export function deskOperations(context: string): Operation[] {
  return deskCallNames.map((call) => new Operation(context, deskCallName(call), deskCalls[call]));
}

type Input<K extends DeskCall> = z.output<(typeof deskCalls)[K]['input']>;

/** What serves the calls of a context's desk. */
export function deskHandlers(desk: EventDesk): {
  [K in DeskCall]: (input: Input<K>) => Promise<z.input<(typeof deskCalls)[K]['output']>>;
} {
  const counted = async (one: object | undefined, decided: Promise<number>) => {
    const count = await decided;
    if (one && count === 0) throw new NoSuchDeadLetter();
    return { count };
  };
  return {
    status: async () => ({
      lanes: (await desk.status()).map(({ oldestMs, reason, ...lane }) => ({
        ...lane,
        ...(oldestMs !== null && { oldestMs }),
        ...(reason !== null && { reason }),
      })),
    }),
    deadLetters: async ({ limit, one }) => {
      const letters = await desk.deadLetters(limit, one);
      if (one && letters.length === 0) throw new NoSuchDeadLetter();
      return {
        letters: letters.map((letter) => ({ ...letter, publishedAt: letter.publishedAt.toISOString() })),
      };
    },
    retry: ({ one }) => counted(one, desk.retry(one)),
    skip: ({ one }) => counted(one, desk.skip(one)),
  };
}
