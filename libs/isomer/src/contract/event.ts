import type { z } from 'zod';
import { assertContractValues } from './values';

/** What an event is called, what it carries, and what keeps its order. */
export interface EventDefinition<S extends z.ZodType = z.ZodType> {
  /** `comments.posted`: the context that publishes it, and what happened. */
  readonly name: string;
  readonly context: string;
  readonly version: number;
  readonly schema: S;
  /** Events of one key reach each subscriber in the order in which their transactions committed. */
  key(payload: z.output<S>): string;
  /** Makes a payload of version N one of version N + 1, by N. */
  readonly upcast: Readonly<Record<number, (older: never) => unknown>>;
}

/** Class and type of an event at once: the instance type is its payload. */
export interface EventClass<S extends z.ZodType = z.ZodType> {
  readonly event: EventDefinition<S>;
  readonly name: string;
}

export type Payload<T extends EventClass> = z.output<T['event']['schema']>;

interface Declaration<S extends z.ZodType> {
  version: number;
  schema: S;
  key: (payload: z.output<S>) => string;
  /** One for each older version that may still be on its way: `{ 1: (older: object) => ({ ...older, locale: 'en' }) }`. */
  upcast?: Readonly<Record<number, (older: never) => unknown>>;
}

/**
 * Declares a fact that a context publishes: `class CommentPosted extends event('comments.posted', {…}) {}`.
 * The version goes up with a change that subscribers of before cannot read.
 * @throws Error for a name, a version or a schema outside the rules, when the module is loaded
 */
export function event<S extends z.ZodType>(
  name: string,
  { version, schema, key, upcast = {} }: Declaration<S>,
): EventClass<S> & (abstract new () => z.output<S>) {
  const [, context] = /^([a-z][a-z0-9]*)\.[a-z][a-z0-9-]*$/.exec(name) ?? [];
  if (!context)
    throw new Error(`Event '${name}' must be named like comments.posted: context, dot, what happened`);
  if (!Number.isInteger(version) || version < 1)
    throw new Error(`${name}: versions are 1, 2, 3 …, not ${version}`);
  for (let older = version - 1; older >= 1; older--) {
    if (older in upcast) continue;
    throw new Error(`${name}: version ${version} needs an upcaster for payloads of version ${older}`);
  }
  for (const [older, make] of Object.entries(upcast)) {
    if (!(Number(older) >= 1 && Number(older) < version))
      throw new Error(`${name}: there is no version ${older} before version ${version} to make it of`);
    if (typeof make !== 'function')
      throw new Error(`${name}: the upcaster of version ${older} is no function`);
  }
  if (typeof key !== 'function')
    throw new Error(`${name} needs a key: a function of its payload, whose value keeps events in order`);
  assertContractValues(schema, `${name} payload`);
  const definition: EventDefinition<S> = { name, context, version, schema, key, upcast };
  abstract class Event {
    static readonly event = definition;
  }
  return Event as unknown as EventClass<S> & (abstract new () => z.output<S>);
}
