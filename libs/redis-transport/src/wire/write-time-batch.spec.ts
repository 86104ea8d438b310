import { WriteTimeBatch } from './write-time-batch';

/** A batch whose commands are read only when the test does so. */
function setUp({ maxItems = 3, maxBytes = 100, fail = false } = {}) {
  const commands: string[][] = [];
  const failed: string[][] = [];
  const batch = new WriteTimeBatch<string>({
    maxItems: () => maxItems,
    maxBytes,
    encode: (items) => [items.join(), String(items.length)],
    write: (append) => {
      commands.push(append(['ADD'], ['items', 'count']));
      return fail ? Promise.reject(new Error('offline')) : Promise.resolve();
    },
    onFailure: (items) => failed.push([...items]),
  });
  const read = () => commands.map((command) => [...command]);
  return { batch, commands, failed, read };
}

const added = (items: string) => ['ADD', 'items', items, 'count', String(items.split(',').length)];

test('the first item issues a command, and what comes before it is read joins it', () => {
  const { batch, commands, read } = setUp();
  batch.add('a', 1);
  expect(commands).toHaveLength(1);
  batch.add('b', 1);
  expect(read()).toEqual([added('a,b')]);
});

test('what comes after the command was read goes into another one', () => {
  const { batch, read } = setUp();
  batch.add('a', 1);
  read();
  batch.add('b', 1);
  expect(read()).toEqual([added('a'), added('b')]);
});

test('an entry is bounded by number and by size, but takes one item of any size', () => {
  const byNumber = setUp({ maxItems: 2 });
  for (const item of ['a', 'b', 'c']) byNumber.batch.add(item, 1);
  expect(byNumber.read()).toEqual([added('a,b'), added('c')]);
  const bySize = setUp({ maxBytes: 10 });
  bySize.batch.add('huge', 50);
  bySize.batch.add('x', 6);
  bySize.batch.add('y', 6);
  expect(bySize.read()).toEqual([added('huge'), added('x'), added('y')]);
});

test('a command that is turned down unread gives all its items back, and collects no more', async () => {
  const { batch, failed } = setUp({ fail: true });
  batch.add('a', 1);
  batch.add('b', 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(failed).toEqual([['a', 'b']]);
  batch.add('c', 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(failed).toEqual([['a', 'b'], ['c']]);
});

test('a seal is made of what was encoded, when it is read', () => {
  const commands: string[][] = [];
  const batch = new WriteTimeBatch<string>({
    maxItems: () => 3,
    maxBytes: 100,
    encode: (items) => [items.join()],
    write: async (append) => void commands.push(append(['ADD'], ['items'], (fields) => fields.join('='))),
    onFailure: () => undefined,
  });
  batch.add('a', 1);
  batch.add('b', 1);
  expect(commands.map((command) => [...command])).toEqual([['ADD', 'items', 'a,b', 'seal', 'items=a,b']]);
});
