import { BoundedCache } from './bounded-cache';

const filled = (size: number, keys: number) => {
  const cache = new BoundedCache<{ key: number }>(size);
  for (let key = 0; key < keys; key++) cache.set(`${key}`, { key });
  return cache;
};
const kept = (cache: BoundedCache<{ key: number }>, keys: number) =>
  Array.from({ length: keys }, (_, key) => key).filter((key) => cache.get(`${key}`));

test('as many as it is for are all kept', () => {
  expect(kept(filled(100, 100), 100)).toHaveLength(100);
});

test('of many more it keeps the newest, and never more than twice as many', () => {
  const cache = filled(100, 100_000);
  const generations = cache as unknown as Record<'young' | 'old', Map<string, object>>;
  expect(generations.young.size + generations.old.size).toBeLessThanOrEqual(200);
  for (let key = 99_900; key < 100_000; key++) expect(cache.get(`${key}`)).toEqual({ key });
});

test('what is used stays, however many others come', () => {
  const cache = filled(10, 1);
  for (let key = 1; key < 1_000; key++) {
    cache.set(`${key}`, { key });
    expect(cache.get('0')).toEqual({ key: 0 });
  }
});

test('a value is replaced by the next one of its key', () => {
  const cache = filled(1, 1);
  cache.set('0', { key: 7 });
  expect(cache.get('0')).toEqual({ key: 7 });
});
