import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Opaque: where a page ends. Good for as long as the list exists. */
export const Cursor = z.string().max(500).optional().describe('Where to go on: `next` of the page before');
/** How many items a page holds at the most. */
export const Limit = z.int().min(1).max(100).default(20).describe('Items on a page, 1 to 100');

/** A page of a list, in the order of the list; `next` is the cursor of the page after it, if there is one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

/** Where a page of a list ends: the values of the columns that the list is sorted by. */
export type Position = z.ZodObject<Record<string, z.ZodType<string>>>;

/** A time in a position. Who forges a cursor may write the year 0000, which no database knows. */
export const PositionTime = z.iso.datetime().regex(/^(?!0000)/);

/** Characters of text on a page: with three bytes each and its names it stays below what a call may answer. */
const pageCharacters = 300_000;

/**
 * A page from the `limit` + 1 rows that were read to see whether there are more. Long texts make it shorter
 * than asked for, never empty.
 */
export function pageAfter<T>(
  rows: T[],
  limit: number,
  position: Position,
  charactersOf: (row: T) => number = () => 0,
): { items: T[]; next?: string } {
  let characters = 0;
  const tooMany = rows.findIndex((row, i) => (characters += charactersOf(row)) > pageCharacters && i > 0);
  const size = Math.min(limit, tooMany === -1 ? rows.length : tooMany);
  if (rows.length <= size) return { items: rows };
  const items = rows.slice(0, size);
  return { items, next: writeCursor(position.parse(items[size - 1])) };
}

/** Packs the position of a row. The check sum shows a cursor that was cut or edited; it is no secret. */
export function writeCursor(position: Readonly<Record<string, string>>): string {
  const body = JSON.stringify(position);
  return Buffer.from(`${checkSum(body)}${body}`).toString('base64url');
}

/** The position in a cursor; undefined for one that was cut, edited, forged or made for a list in another order. */
export function readCursor<P extends Position>(cursor: string, position: P): z.output<P> | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(8);
  const intact = text.slice(0, 8) === checkSum(body) && Buffer.from(text).toString('base64url') === cursor;
  return position.strict().safeParse(intact ? parseJson(body) : undefined).data as z.output<P> | undefined;
}

function checkSum(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 8);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
