import type { z } from 'zod';

/** @throws Error with a line about an option that cannot be what was given */
export function assertOption(option: string, value: string, schema: z.ZodString): void {
  const { error } = schema.safeParse(value);
  if (error) throw new Error(`${option} is '${value}' but ${error.issues[0]!.message}`);
}
