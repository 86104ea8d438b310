import fc from 'fast-check';
import { CallTable } from './call-table';

const ids = (table: CallTable<{ id: number }>) =>
  [...table.values()].map(({ id }) => id).sort((a, b) => a - b);

test('it has what was added and not deleted, as a Map would', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 300 }), { maxLength: 2_000 }), (steps) => {
      const table = new CallTable<{ id: number }>();
      const known = new Map<number, { id: number }>();
      for (const step of steps) {
        const id = [...known.keys()][step];
        if (id === undefined) {
          const item = { id: 0 };
          table.add(item);
          expect(known.has(item.id)).toBe(false);
          known.set(item.id, item);
        } else {
          table.delete(id);
          known.delete(id);
          expect(table.get(id)).toBeUndefined();
        }
      }
      expect(ids(table)).toEqual([...known.keys()].sort((a, b) => a - b));
      for (const [id, item] of known) expect(table.get(id)).toBe(item);
      expect(table.size).toBe(known.size);
    }),
    { numRuns: 50 },
  );
});

test('an id is never given twice, while one stays and ten thousand come and go', () => {
  const table = new CallTable<{ id: number }>();
  const stays = { id: 0 };
  table.add(stays);
  let last = stays.id;
  for (let i = 0; i < 10_000; i++) {
    const item = { id: 0 };
    table.add(item);
    expect(item.id).toBeGreaterThan(last);
    last = item.id;
    table.delete(item.id);
  }
  expect(ids(table)).toEqual([stays.id]);
});

test.each([0, -1, 0.5, 65, NaN, 2 ** 53, 2 ** 32 + 1])('%s, which it never gave, is not there', (id) => {
  const table = new CallTable<{ id: number }>();
  table.add({ id: 0 });
  expect(table.get(id)).toBeUndefined();
  table.delete(id);
  expect(table.size).toBe(1);
});

test('who is deleted while the others are looked at does not come', () => {
  const table = new CallTable<{ id: number }>();
  for (let i = 0; i < 5; i++) table.add({ id: 0 });
  const seen: number[] = [];
  for (const { id } of table.values()) {
    seen.push(id);
    for (const other of ids(table)) table.delete(other);
  }
  expect(seen).toHaveLength(1);
});
