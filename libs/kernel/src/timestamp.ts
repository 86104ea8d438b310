import { z } from 'zod';

const date = z.regexes.date.source.replace(/^\^|\$$/g, '');

// Years of four digits, at any offset: what is so near to the first or the last of them that UTC is outside is refused.
const outside = '(?!0000|0001-01-01[Tt].*\\+|9999-12-31[Tt].*-)';
const timeOfDay = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?';
const offset = '(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';

/**
 * A time that callers give, as RFC 3339 has it: with any offset, and with `t` and `z`. A contract carries it as it
 * is, because no schema of it may change a value: what is stored and answered is {@link utc} of it.
 */
export const Timestamp = z
  .string()
  .max(60, 'must have at most 60 characters')
  .regex(
    new RegExp(`^${outside}${date}[Tt]${timeOfDay}${offset}$`),
    'must be a time such as 2026-01-02T03:04:05Z or 2026-01-02T04:04:05+01:00',
  )
  .meta({ format: 'date-time' });

/** A {@link Timestamp} in UTC, in whole milliseconds: `2026-01-02T03:04:05.000Z`. */
export const utc = (timestamp: string): string => new Date(timestamp.toUpperCase()).toISOString();
