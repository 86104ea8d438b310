import { createHash } from 'node:crypto';
import { InvalidArgument } from '@isomer/framework';
import { z } from 'zod';

/** Opaque: where a page ends. Good for as long as the list exists. */
export const Cursor = z.string().max(500).optional();
/** How many items a page holds at the most. */
export const Limit = z.int().min(1).max(100).default(20);

/** A page of a list, in the order of the list; `next` is the cursor of the page after it, if there is one. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

/** A page from the `limit` + 1 rows that were read to see whether there are more. */
export function pageAfter<T>(rows: T[], limit: number, position: (last: T) => readonly string[]): { items: T[]; next?: string } {
  if (rows.length <= limit) return { items: rows };
  const items = rows.slice(0, limit);
  return { items, next: writeCursor(position(items[limit - 1]!)) };
}

/** Packs the sort key of a row. The check sum shows a cursor that was cut or edited; it is no secret. */
export function writeCursor(position: readonly string[]): string {
  const body = JSON.stringify(position);
  return Buffer.from(`${checkSum(body)}${body}`).toString('base64url');
}

/**
 * The sort key in a cursor that {@link writeCursor} made; undefined for the first page.
 * @throws InvalidArgument for a cursor that was cut, edited or made for another list
 */
export function readCursor<const K extends readonly string[]>(
  cursor: string | undefined,
  columns: K,
): Record<K[number], string> | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(8);
  const intact = text.slice(0, 8) === checkSum(body) && Buffer.from(text).toString('base64url') === cursor;
  const parsed = z.array(z.string()).length(columns.length).safeParse(intact ? parseJson(body) : undefined);
  if (!parsed.success) {
    throw new InvalidArgument('The cursor is not one that this list gave out', {
      violations: [{ pointer: '/cursor', detail: 'must be the cursor of a page of this list' }],
    });
  }
  return Object.fromEntries(columns.map((column, i) => [column, parsed.data[i]])) as Record<K[number], string>;
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
