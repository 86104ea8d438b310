import { isSuspended } from './suspensions';

const now = new Date('2026-01-02T03:04:05Z');
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];

test('a suspension holds until its time, or for good', () => {
  expect(isSuspended({ suspendedAt: null, suspendedUntil: null }, now)).toBe(false);
  expect(isSuspended({ suspendedAt: before, suspendedUntil: null }, now)).toBe(true);
  expect(isSuspended({ suspendedAt: before, suspendedUntil: after }, now)).toBe(true);
  expect(isSuspended({ suspendedAt: before, suspendedUntil: now }, now)).toBe(false);
});
