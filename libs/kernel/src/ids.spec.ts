import { derivedId, newId } from './ids';
import { Id } from './values';

const shape = (version: number) =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

test('a new id is a UUID of version 7 and of the variant of RFC 9562, and differs from every other', () => {
  const ids = Array.from({ length: 1_000 }, () => newId());
  for (const id of ids) expect(id).toMatch(shape(7));
  expect(new Set(ids).size).toBe(ids.length);
  expect(Id.parse(ids[0])).toBe(ids[0]);
});

test('new ids sort by the millisecond that they were made in', () => {
  const times = [0, 1, 255, 256, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1];
  const ids = times.map((time) => newId(time));
  expect([...ids].sort()).toEqual(ids);
  expect(newId(1_700_000_000_000)).toMatch(/^018bcfe5-6800-7/);
});

test('a derived id is a UUID of version 8, the same whenever it is asked for and another for another name', () => {
  expect(derivedId('comments.post key-1')).toBe(derivedId('comments.post key-1'));
  expect(derivedId('comments.post key-1')).not.toBe(derivedId('comments.post key-2'));
  expect(derivedId('comments.post key-1')).toMatch(shape(8));
  expect(derivedId('')).toBe('e3b0c442-98fc-8c14-9afb-f4c8996fb924'); // SHA-256 of nothing, with version and variant set
});
