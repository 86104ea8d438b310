import { keySlot } from './key-slot';

// As `CLUSTER KEYSLOT` of Redis 7.0 answers.
test.each([
  ['123456789', 12739],
  ['isomer:{comments}:requests', 14935],
  ['{}key', 14961],
  ['a{b', 13340],
  ['', 0],
  ['{ü}', 9552],
])('the slot of %p is %p', (key, slot) => {
  expect(keySlot(key)).toBe(slot);
});

test('all keys of a context have one slot', () => {
  expect(keySlot('isomer:{posts}:requests')).toBe(keySlot('isomer:{posts}:replies:somebody'));
});
