import { parseReplicas } from './replicas';

const contexts = ['posts', 'comments'];

test('one process each, but where more are asked for', () => {
  expect([...parseReplicas([], contexts)]).toEqual([
    ['posts', 1],
    ['comments', 1],
  ]);
  expect([...parseReplicas(['comments=2'], contexts)]).toEqual([
    ['posts', 1],
    ['comments', 2],
  ]);
  expect([...parseReplicas(['comments=2,posts=3'], contexts)]).toEqual([
    ['posts', 3],
    ['comments', 2],
  ]);
});

test.each(['coments=2', '=2', '2'])('%s is refused, with what may be written', (option) => {
  expect(() => parseReplicas([option], contexts)).toThrow(
    `--replicas ${option} names no context: write posts=2 or comments=2`,
  );
});

test.each(['comments', 'comments=two', 'comments=2=2', 'comments=0', 'comments=21', 'comments=-1'])(
  '%s is refused for its number',
  (option) => {
    expect(() => parseReplicas([option], contexts)).toThrow(
      `--replicas ${option} must have a number from 1 to 20, as in comments=2`,
    );
  },
);
