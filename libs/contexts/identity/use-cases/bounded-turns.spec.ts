import { DeadlineExceeded, ResourceExhausted, runAs } from '@isomer/framework';
import { BoundedTurns } from './bounded-turns';

/** Work that ends when it is told to. */
function held() {
  let release = () => undefined as void;
  const done = new Promise<void>((resolve) => (release = resolve));
  let begun = false;
  const work = async () => {
    begun = true;
    await done;
  };
  return { work, release, begun: () => begun };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('two run, one waits for its turn, and whoever comes then is told to come again', async () => {
  const turns = new BoundedTurns({ atOnce: 2, waiting: 1 }, 'Full');
  const [a, b, c] = [held(), held(), held()];
  const running = [turns.run(a.work), turns.run(b.work), turns.run(c.work)];
  const refused = await turns.run(held().work).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ResourceExhausted);
  expect(refused).toMatchObject({ message: 'Full', details: { retryAfterMs: 1_000 } });
  expect([a, b, c].map(({ begun }) => begun())).toEqual([true, true, false]);
  a.release();
  await running[0];
  await turn();
  expect(c.begun()).toBe(true);
  for (const each of [b, c]) each.release();
  await Promise.all(running);
});

test('a piece that fails gives its turn on, and what it failed with', async () => {
  const turns = new BoundedTurns({ atOnce: 1, waiting: 5 }, 'Full');
  const failing = turns.run(() => Promise.reject(new Error('broken')));
  const next = turns.run(async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
  expect(await turns.run(async () => 'again')).toBe('again');
});

test('a call whose deadline passes leaves the queue and never runs', async () => {
  const turns = new BoundedTurns({ atOnce: 1, waiting: 1 }, 'Full');
  const [first, late, next] = [held(), held(), held()];
  const running = turns.run(first.work);
  await expect(
    runAs({ operation: 'test', deadlineMs: 20 }, () => turns.run(late.work)),
  ).rejects.toBeInstanceOf(DeadlineExceeded);
  const waiting = turns.run(next.work);
  first.release();
  next.release();
  await Promise.all([running, waiting]);
  expect([late.begun(), next.begun()]).toEqual([false, true]);
});
