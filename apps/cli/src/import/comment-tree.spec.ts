import { CommentTree } from './comment-tree';
import { Skip } from './skip';

function treeOf(...comments: [id: string, parent?: string, shown?: boolean][]): CommentTree {
  const tree = new CommentTree();
  for (const [id, parent, shown = true] of comments) tree.add(id, parent, shown, 'page');
  tree.arrange();
  return tree;
}

test('in the order of the file once is enough', () => {
  expect(treeOf(['1'], ['2', '1'], ['3', '2'], ['4', 'gone']).rounds).toBe(1);
});

test('what comes before what it answers waits for the next time', () => {
  const tree = treeOf(['1', '2'], ['2', '3'], ['3'], ['4', '1']);
  expect(tree.rounds).toBe(3);
  expect(['3', '2', '1', '4'].map((id) => [0, 1, 2].findIndex((round) => tree.isOf(id, round)))).toEqual([
    0, 1, 2, 2,
  ]);
});

test('comments that answer each other in a circle are arranged all the same', () => {
  const tree = treeOf(['1', '2'], ['2', '3'], ['3', '1'], ['4', '4'], ['5', '1']);
  for (const id of ['1', '2', '3', '4', '5'])
    expect([0, 1, 2, 3].some((round) => tree.isOf(id, round))).toBe(true);
});

test('what was deleted is needed where something that is shown is below it', () => {
  const tree = treeOf(
    ['1', undefined, false],
    ['2', '1', false],
    ['3', '2'],
    ['4', undefined, false],
    ['5', '4', false],
  );
  expect(['1', '2', '3', '4', '5'].filter((id) => tree.isNeeded(id))).toEqual(['1', '2']);
});

test('an id is there once', () => {
  const tree = treeOf(['1']);
  expect(tree.add('1', undefined, true, 'page')).toBe(false);
});

test('a comment is imported after the one that it answers, below the next one that was imported', async () => {
  const tree = treeOf(['1'], ['2', '1'], ['3', '2']);
  const parents: [string, string | undefined][] = [];
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const first = tree.inTurn('1', async (parent) => {
    await opened;
    parents.push(['1', parent]);
  });
  const second = tree.inTurn('2', async (parent) => {
    parents.push(['2', parent]);
    throw new Skip('empty');
  });
  const third = tree.inTurn('3', async (parent) => void parents.push(['3', parent]));
  open();
  await Promise.allSettled([first, second, third]);
  expect(parents).toEqual([
    ['1', undefined],
    ['2', '1'],
    ['3', '1'],
  ]);
});

test('an answer to what was said elsewhere stands on its own', async () => {
  const tree = new CommentTree();
  tree.add('1', undefined, true, 'a page');
  tree.add('2', '1', true, 'another');
  tree.arrange();
  await tree.inTurn('1', async () => undefined);
  expect(await tree.inTurn('2', async (parent) => parent)).toBeUndefined();
});

test('a long row of answers of which none is imported takes no longer for each', async () => {
  const tree = new CommentTree();
  const ids = Array.from({ length: 100_000 }, (_, i) => `${i}`);
  for (const [i, id] of ids.entries()) tree.add(id, i > 0 ? ids[i - 1] : undefined, false, 'page');
  tree.arrange();
  const parents = new Set<string | undefined>();
  const left = async (parent: string | undefined) => {
    parents.add(parent);
    throw new Skip('spam');
  };
  for (const id of ids) await tree.inTurn(id, left).catch(() => undefined);
  expect([...parents]).toEqual([undefined]);
});
