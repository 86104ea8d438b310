import { z } from 'zod';

/** A UUID in lower case, as this platform writes them. */
export const Id = z
  .string()
  .regex(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'must be an id, such as 0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e',
  );

// What a database or a reader could choke on: control characters but tab and line ends, and halves of surrogate pairs.
const text = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$/u;
const line = /^[^\u0000-\u001f\u007f\u2028\u2029\ud800-\udfff]*$/u;

/** Prose of at least one and at most `max` characters (Unicode code points) without control characters. */
export const Text = (max: number) =>
  z
    .string()
    .min(1, { error: 'must not be empty', abort: true })
    .max(max, `must have at most ${max} characters`)
    .regex(text, 'must not contain control characters');

/** Like {@link Text}, on one line. */
export const Line = (max: number) =>
  z
    .string()
    .min(1, { error: 'must not be empty', abort: true })
    .max(max, `must have at most ${max} characters`)
    .regex(line, 'must be one line without control characters');

// Space of any kind, and characters that take no room.
const visible = /[^\s\u200b-\u200f\u2060\ufeff]/;

/**
 * A text in which there is something to see. For what people send: what is stored and what is answered may be older
 * than this rule.
 */
export const notBlank = (schema: z.ZodString) => schema.regex(visible, 'must not be blank');
