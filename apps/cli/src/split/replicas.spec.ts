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

test.each(['coments=2', 'comments', 'comments=two', '=2', 'comments=0', 'comments=21', 'comments=-1'])(
  '%s is refused',
  (option) => {
    expect(() => parseReplicas([option], contexts)).toThrow(`--replicas ${option}`);
  },
);
