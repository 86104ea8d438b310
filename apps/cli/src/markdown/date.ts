import { Skip } from '../import/skip';

/** `2024-01-31`, and a time of day after `T` or a blank. Without an offset it is UTC. */
const form =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?)?$/;

const dayMs = 86_400_000;

/**
 * The date of a post from its front matter, as an ISO string in UTC.
 * @param now milliseconds since 1970; what is later by more than a time zone's worth has yet to happen
 * @throws Skip
 */
export function readDate(value: unknown, now: number): string {
  const text = String(value).trim();
  const date = typeof value === 'string' ? parse(text) : undefined;
  if (!date) throw new Skip('invalid-date', `${text.slice(0, 40)} is no date such as 2024-01-31`);
  if (date.getTime() > now + dayMs) throw new Skip('in-the-future', text);
  return date.toISOString();
}

function parse(text: string): Date | undefined {
  const match = form.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  // A Date turns the 30th of February into a day in March.
  const written = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  written.setUTCFullYear(year, month - 1, day);
  const real =
    year > 0 &&
    written.getUTCMonth() === month - 1 &&
    written.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return real ? new Date(written.getTime() - offsetMs(match[7])) : undefined;
}

function offsetMs(offset: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset ?? '') ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
