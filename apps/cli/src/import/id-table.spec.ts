import { IdTable } from './id-table';

test('ids have numbers in the order in which they come, however many and whatever they are', () => {
  const table = new IdTable();
  const ids = Array.from({ length: 1_000 }, (_, i) => [
    String(6_000_000_000 + i),
    String(i * 2 ** 32),
    `page-${i}`,
    `0${i}`,
    `${i}${'9'.repeat(20)}`,
  ]).flat();
  const unique = [...new Set(ids)];
  const numbers = new Map(unique.map((id, number) => [id, number]));
  expect(ids.map((id) => table.add(id))).toEqual(ids.map((id) => numbers.get(id)));
  expect(table.size).toBe(unique.length);
  for (const [number, id] of unique.entries()) {
    expect(table.find(id)).toBe(number);
    expect(table.idOf(number)).toBe(id);
  }
  expect(['', '1e3', '-1', ' 1', '5000000000'].map((id) => table.find(id))).toEqual(Array(5).fill(undefined));
  expect(table.add('')).toBe(unique.length);
});
