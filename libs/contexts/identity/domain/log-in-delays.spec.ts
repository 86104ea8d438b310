import { networkDelays, pairDelays, secondsAfter } from './log-in-delays';

test('four failures cost nothing, and from the fifth on each doubles the wait, up to a quarter of an hour', () => {
  const waits = Array.from({ length: 14 }, (_, i) => secondsAfter(i + 1, pairDelays));
  expect(waits).toEqual([0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  expect(secondsAfter(1_000_000, pairDelays)).toBe(900);
});

test('a network that many share waits later and for a minute at most', () => {
  expect([49, 50, 51, 60].map((failures) => secondsAfter(failures, networkDelays))).toEqual([0, 1, 2, 60]);
});
