import { contextNames } from '../../../platform/src/contexts';

/** Numbers of events have 64 bits with a sign. */
const largest = 2n ** 63n - 1n;

/** A dead letter as a person names it. @throws Error that says how */
export function letterNamed(
  context: string,
  id: string,
): { publisher: string; one: { subscriber: string; seq: string } } {
  if (!contextNames.includes(context))
    throw new Error(`'${context}' is no context; there are ${contextNames.join(', ')}`);
  const [, publisher, seq] = /^([a-z][a-z0-9]*)\/(\d{1,19})$/.exec(id) ?? [];
  if (!publisher || !seq || !contextNames.includes(publisher) || BigInt(seq) > largest)
    throw new Error(`'${id}' is no id of an event; they are like comments/42`);
  return { publisher, one: { subscriber: context, seq } };
}

export function noLetter(context: string, id: string): string {
  return `${id} is no dead letter of ${context}; \`isomer events dead-letters\` lists those that there are`;
}
