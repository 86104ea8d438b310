import { TransportError, type FailureCode } from '../transport-error';
import { ValueQueue } from './value-queue';

const ended = (code: FailureCode) => new TransportError(code, 'ended', { mayHaveRun: true });

test('what came before a failure is read before it', async () => {
  const values = new ValueQueue();
  values.push('a');
  values.end(ended('Unavailable'));
  expect(await values.take()).toBe('a');
  await expect(values.take()).rejects.toThrow('ended');
});

test.each(['DeadlineExceeded', 'Cancelled'] as const)('after %s nothing is read any more', async (code) => {
  const values = new ValueQueue();
  values.push('a');
  values.end(ended(code));
  await expect(values.take()).rejects.toMatchObject({ code });
});
