import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Limit, pageAfter, pageOf, readCursor, writeCursor } from './pagination';
import { Timestamp } from './timestamp';
import { Id } from './values';

const ByDate = z.object({ createdAt: Timestamp, id: Id });
const position = { createdAt: '2026-01-02T03:04:05.678Z', id: '0190a3c4-7b1e-7c3a-9d2e-5f6a7b8c9d0e' };
const cursor = writeCursor(position);

/** What somebody can make who has read this code. */
function forged(body: unknown): string {
  const text = JSON.stringify(body);
  return Buffer.from(createHash('sha256').update(text).digest('base64url').slice(0, 8) + text).toString(
    'base64url',
  );
}

/** A cursor that still reads well, under the check sum of what it was. */
function edited(text: string, other: string): string {
  return Buffer.from(Buffer.from(cursor, 'base64url').toString().replace(text, other)).toString('base64url');
}

test('a cursor that was given out leads back to its position', () => {
  expect(readCursor(cursor, ByDate)).toEqual(position);
  expect(cursor).toMatch(/^[\w-]+$/);
});

test.each([
  ['empty', ''],
  ['cut at its end', cursor.slice(0, -1)],
  ['cut at its start', cursor.slice(1)],
  ['edited', cursor.replace(/.{4}$/, 'AAAA')],
  ['edited to another date', edited('2026', '2027')],
  ['longer', `${cursor}AAAA`],
  ['padded', `${cursor}=`],
  ['plain text', 'the second page'],
  ['from a list in another order', writeCursor({ publishedAt: position.createdAt, id: position.id })],
  ['from a list with fewer columns', writeCursor({ id: position.id })],
  ['from a list with more columns', writeCursor({ ...position, title: 'a' })],
  ['forged with what is no date', forged({ ...position, createdAt: 'yesterday' })],
  ['forged with a year that is none', forged({ ...position, createdAt: '0000-01-01T00:00:00Z' })],
  ['forged with what is no id', forged({ ...position, id: "'; DROP TABLE comment" })],
  ['forged with what is no text', forged({ ...position, id: 7 })],
  ['forged with a list', forged([position.createdAt, position.id])],
  ['forged with nothing', forged(null)],
])('a cursor that is %s leads nowhere', (_, text) => {
  expect(readCursor(text, ByDate)).toBeUndefined();
});

const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ ...position, body: `${i}` }));

test('a page that was read to its end names no next one', () => {
  expect(pageAfter(rows(2), 2, ByDate)).toEqual({ items: rows(2) });
  expect(pageAfter([], 2, ByDate)).toEqual({ items: [] });
});

test('a page that is not the last holds as many items as were asked for, and a cursor at the last of them', () => {
  const page = pageAfter(rows(3), 2, ByDate);
  expect(page.items).toEqual(rows(2));
  expect(readCursor(page.next!, ByDate)).toEqual(position);
  expect(pageOf(z.object({ body: z.string() })).parse(page).next).toBe(page.next);
});

test.each([0, -1, 101, 1_000_000, 1.5, '20', NaN])('%p is no number of items for a page', (limit) => {
  expect(Limit.safeParse(limit).success).toBe(false);
});

test('a page has twenty items, or from one to a hundred', () => {
  expect([Limit.parse(undefined), Limit.parse(1), Limit.parse(100)]).toEqual([20, 1, 100]);
});
