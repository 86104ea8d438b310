import { mayStillEdit } from './editing';

test('a comment may be edited for fifteen minutes', () => {
  const written = new Date('2026-01-01T00:00:00.000Z');
  expect(mayStillEdit(written, new Date('2026-01-01T00:14:59.999Z'))).toBe(true);
  expect(mayStillEdit(written, new Date('2026-01-01T00:15:00.000Z'))).toBe(false);
});
