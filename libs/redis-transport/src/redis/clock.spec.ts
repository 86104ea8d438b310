import { RedisClock } from './clock';

// Time stands still.
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** One sample in which Redis is `ahead` of this process and answers in the middle of the trip. */
function sample(clock: RedisClock, ahead: number, trip: number): void {
  const now = performance.now();
  clock.observe(now + ahead, now - trip / 2, now + trip / 2);
}

test('the age of an entry is measured by the clock of Redis, however far it is from ours', () => {
  const clock = new RedisClock();
  sample(clock, 5_000_000, 2);
  expect(clock.ageOf(`${Math.floor(clock.now()) - 300}-7`)).toBeGreaterThanOrEqual(300);
  expect(clock.ageOf(`${Math.floor(clock.now()) - 300}-7`)).toBeLessThan(302);
});

test('a slow answer does not spoil what a quick one has told', () => {
  const clock = new RedisClock();
  sample(clock, 1_000, 2);
  const now = performance.now();
  clock.observe(now + 1_000 - 400, now - 800, now);
  expect(Math.abs(clock.now() - performance.now() - 1_000)).toBeLessThan(2);
});

test('a clock that was moved is followed with the next sample', () => {
  const clock = new RedisClock();
  sample(clock, 1_000, 2);
  sample(clock, 3_601_000, 2);
  expect(Math.abs(clock.now() - performance.now() - 3_601_000)).toBeLessThan(2);
});

test('an entry from the future, after the clock went back, is of age nought', () => {
  const clock = new RedisClock();
  sample(clock, 0, 2);
  expect(clock.ageOf(`${Math.ceil(clock.now()) + 60_000}-0`)).toBe(0);
});
