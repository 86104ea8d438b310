import { compareIds, lesserId, nextId } from './entry-id';

test('ids are compared as numbers, the count within a millisecond in full', () => {
  const sorted = ['0-0', '9-5', '10-2', '10-10', '11-18446744073709551614', '11-18446744073709551615'];
  expect([...sorted].reverse().sort(compareIds)).toEqual(sorted);
  expect(compareIds('10-2', '10-2')).toBe(0);
  expect(lesserId('10-10', '10-2')).toBe('10-2');
});

test('the next id is one further, into the next millisecond if it must', () => {
  expect(nextId('10-2')).toBe('10-3');
  expect(nextId('10-18446744073709551615')).toBe('11-0');
});
