import { Seldom } from './seldom';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('what many say at once is said once, and how many were left out with the next', () => {
  const lines: string[] = [];
  const seldom = new Seldom((line) => lines.push(line), 1_000);
  for (let i = 1; i <= 3; i++) seldom.tell('database', `call ${i} failed`);
  seldom.tell('redis', 'another matter');
  expect(lines).toEqual(['call 1 failed', 'another matter']);
  jest.advanceTimersByTime(1_000);
  seldom.tell('database', 'call 4 failed');
  seldom.tell('redis', 'again');
  expect(lines.slice(2)).toEqual(['call 4 failed (and 2 more like it)', 'again']);
});
