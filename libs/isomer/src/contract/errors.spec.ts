import { z } from 'zod';
import { CallError, error, meanings } from './errors';
import { frameworkErrors } from './framework-errors';

class ThreadLocked extends error('test.thread-locked', {
  meaning: 'FailedPrecondition',
  message: 'The thread {title} is locked until {until}; {nothing} else.',
  details: z.object({ title: z.string(), until: z.number() }),
}) {}
class ThreadGone extends error('test.thread-gone', {
  meaning: 'NotFound',
  message: 'There is no such thread.',
}) {}

test('a declared error carries its code, its meaning, its typed details and its own name', () => {
  const locked = new ThreadLocked({ title: 'Cats', until: 9 });
  expect(locked).toBeInstanceOf(ThreadLocked);
  expect(locked).toBeInstanceOf(CallError);
  expect(locked).toMatchObject({
    name: 'ThreadLocked',
    code: 'test.thread-locked',
    meaning: 'FailedPrecondition',
    mayHaveRun: false,
  });
  expect(locked.details.until).toBe(9);
  expect([ThreadLocked.code, ThreadLocked.meaning]).toEqual(['test.thread-locked', 'FailedPrecondition']);
});

test('a message is filled from the details, and a name that they lack stays as it is', () => {
  expect(new ThreadLocked({ title: 'Cats', until: 9 }).message).toBe(
    'The thread Cats is locked until 9; {nothing} else.',
  );
  expect(new ThreadGone().message).toBe('There is no such thread.');
});

test('a code is declared once', () => {
  expect(() => error('test.thread-gone', { meaning: 'NotFound', message: '' })).toThrow(
    "'test.thread-gone' is declared twice",
  );
});

test.each(['threadGone', 'test.ThreadGone', 'test.thread_gone', 'test', 'test.', 'test.a.b', 'test.-a'])(
  '%s is no error code',
  (code) => {
    expect(() => error(code, { meaning: 'NotFound', message: '' })).toThrow(
      `Error code '${code}' must look like`,
    );
  },
);

test('details are contract values', () => {
  const details = z.object({ at: z.date() });
  expect(() => error('test.bad-details', { meaning: 'NotFound', message: '', details })).toThrow(
    "error test.bad-details.at: 'date'",
  );
});

test('the codes of the framework are unique and none can be taken for a declared one', () => {
  const codes = frameworkErrors.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => code.includes('.'))).toEqual([]);
});

test('an error says whether the same call may succeed later', () => {
  const retryable = Object.entries(meanings).flatMap(([meaning, { retryable }]) =>
    retryable ? [meaning] : [],
  );
  expect(retryable).toEqual(['ResourceExhausted', 'Aborted', 'Unavailable', 'DeadlineExceeded']);
  for (const type of frameworkErrors) {
    expect(new type('x').retryable).toBe(retryable.includes(type.meaning));
  }
  expect(new ThreadGone().retryable).toBe(false);
});
