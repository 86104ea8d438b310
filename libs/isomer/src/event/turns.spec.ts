import { ResourceExhausted } from '../contract/framework-errors';
import { Turns } from './turns';

/** Runs until its `end` is called. */
function task() {
  let end!: () => void;
  const over = new Promise<void>((resolve) => (end = resolve));
  return { run: () => over, end };
}

test('so many go on at once, and the others in the order in which they came', async () => {
  const turns = new Turns(() => 2);
  const begun: number[] = [];
  const tasks = Array.from({ length: 4 }, task);
  const done = tasks.map(({ run }, i) =>
    turns.run(60_000, () => {
      begun.push(i);
      return run();
    }),
  );
  expect(begun).toEqual([0, 1]);
  tasks[1]!.end();
  await done[1];
  tasks[0]!.end();
  await done[0];
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const { end } of tasks) end();
  await Promise.all(done);
});

test('who finds many waiting is refused at once', async () => {
  const turns = new Turns(() => 1);
  const first = task();
  const waiting = Array.from({ length: 33 }, () => turns.run(60_000, first.run));
  await expect(turns.run(60_000, first.run)).rejects.toThrow(ResourceExhausted);
  first.end();
  await Promise.all(waiting);
  await turns.run(0, first.run);
});
