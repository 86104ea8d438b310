import { isKept, keptSince } from './retention';

test('what is hidden is kept for thirty days', () => {
  const now = new Date('2026-03-31T12:00:00.000Z');
  expect(keptSince(now)).toEqual(new Date('2026-03-01T12:00:00.000Z'));
  expect(isKept(new Date('2026-03-01T12:00:00.001Z'), now)).toBe(true);
  expect(isKept(new Date('2026-03-01T12:00:00.000Z'), now)).toBe(false);
});
