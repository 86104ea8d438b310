import { skeletonOf } from './handles';

test.each([
  ['bob', 'b0b'],
  ['lil', '1i1'],
  ['modern', 'modem'],
  ['wave', 'vvave'],
  ['ada_lovelace', 'adalovelace'],
  ['c_orner', 'com_er'],
  ['r_n', 'm'],
])('%s and %s look alike', (one, other) => {
  expect(skeletonOf(one)).toBe(skeletonOf(other));
});

test.each([
  ['ada', 'ads'],
  ['bob', 'bobb'],
  ['vw', 'wv'],
  ['n', 'm'],
])('%s and %s do not', (one, other) => {
  expect(skeletonOf(one)).not.toBe(skeletonOf(other));
});
