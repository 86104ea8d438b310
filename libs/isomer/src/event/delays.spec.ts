import { Absences, afterFailures } from './delays';

const near = (ms: number) => ({ least: ms * 0.75, most: ms * 1.25 });

test.each([
  [1, 200],
  [2, 400],
  [8, 25_600],
  [9, 48_000],
  [400, 48_000],
])('after %i failures it is tried again in about %i ms', (attempts, ms) => {
  const { least, most } = near(ms);
  const delay = afterFailures(attempts, 200);
  expect(delay).toBeGreaterThanOrEqual(least);
  expect(delay).toBeLessThanOrEqual(most);
});

test('it is tried again within a minute, however often it has failed', () => {
  const delays = Array.from({ length: 1_000 }, () => afterFailures(10, 200));
  expect(Math.max(...delays)).toBeLessThanOrEqual(60_000);
});

test('what is away is asked for less and less often, but as often as it takes to go on within seconds after an hour', () => {
  const absences = new Absences(1_000);
  const delays = Array.from({ length: 400 }, () => absences.again('red'));
  expect(delays[0]).toBeLessThanOrEqual(near(1_000).most);
  expect(delays[3]).toBeGreaterThanOrEqual(near(8_000).least);
  expect(Math.max(...delays)).toBeLessThanOrEqual(near(10_000).most);
  expect(absences.again('blue')).toBeLessThanOrEqual(near(1_000).most);
  absences.over('red');
  expect(absences.again('red')).toBeLessThanOrEqual(near(1_000).most);
});

test('those who failed together do not come back together', () => {
  const delays = Array.from({ length: 50 }, () => afterFailures(3, 200));
  expect(new Set(delays).size).toBeGreaterThan(1);
});
