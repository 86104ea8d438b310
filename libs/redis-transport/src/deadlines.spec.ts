import { Deadlines } from './deadlines';

function setUp() {
  jest.useFakeTimers();
  const items = new Set<{ deadline: number }>();
  const expired: number[] = [];
  const deadlines = new Deadlines(
    () => items,
    (item) => {
      items.delete(item);
      expired.push(item.deadline - began);
    },
  );
  const began = performance.now();
  const add = (ms: number) => {
    const item = { deadline: began + ms };
    items.add(item);
    deadlines.watch(item);
    return item;
  };
  return { items, expired, deadlines, add };
}
afterEach(() => jest.useRealTimers());

test('each ends at its deadline, in whatever order they came', () => {
  const { expired, add } = setUp();
  for (const ms of [3_000, 1_000, 2_000]) add(ms);
  jest.advanceTimersByTime(999);
  expect(expired).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(expired).toEqual([1_000]);
  jest.advanceTimersByTime(2_000);
  expect(expired).toEqual([1_000, 2_000, 3_000]);
});

test('one timer is enough for all, and those that are done are not looked for', () => {
  const { items, expired, add } = setUp();
  const first = add(1_000);
  for (let i = 0; i < 100; i++) add(1_000 + i / 100);
  expect(jest.getTimerCount()).toBe(1);
  items.delete(first);
  jest.advanceTimersByTime(1_006);
  expect(expired).toHaveLength(100);
  expect(jest.getTimerCount()).toBe(0);
});

test('one that comes when all others have ended is seen', () => {
  const { expired, add } = setUp();
  add(10);
  jest.advanceTimersByTime(10);
  add(5_000);
  jest.advanceTimersByTime(5_000);
  expect(expired).toEqual([10, 5_000]);
});

test('one that another adds when it ends is seen, though it ends before all that are there', () => {
  jest.useFakeTimers();
  const items = new Set<{ deadline: number; then?: number }>();
  const expired: number[] = [];
  const add = (ms: number, then?: number) => {
    const item = { deadline: performance.now() + ms, then };
    items.add(item);
    deadlines.watch(item);
  };
  const deadlines = new Deadlines(
    () => items,
    (item: { deadline: number; then?: number }) => {
      items.delete(item);
      expired.push(item.deadline);
      if (item.then !== undefined) add(item.then);
    },
  );
  add(10_000);
  add(10, 100);
  jest.advanceTimersByTime(120);
  expect(expired).toHaveLength(2);
});

test('a deadline of years is waited for, and none is looked at after the end', () => {
  const { expired, deadlines, add } = setUp();
  add(2 ** 33);
  jest.advanceTimersByTime(2 ** 31 + 10);
  expect(expired).toEqual([]);
  add(2 ** 31 + 100);
  deadlines.close();
  jest.advanceTimersByTime(1_000);
  expect(jest.getTimerCount()).toBe(0);
});
