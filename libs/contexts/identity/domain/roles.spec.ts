import { isAbove, rolesOf } from './roles';

test('a role has those below it, but for being a member, which everybody is', () => {
  expect([rolesOf('member'), rolesOf('moderator'), rolesOf('admin')]).toEqual([
    [],
    ['moderator'],
    ['moderator', 'admin'],
  ]);
});

test('nobody is above an equal or a higher role', () => {
  expect([isAbove('moderator', 'member'), isAbove('admin', 'moderator')]).toEqual([true, true]);
  expect([isAbove('moderator', 'moderator'), isAbove('admin', 'admin')]).toEqual([false, false]);
  expect([isAbove('member', 'moderator'), isAbove('moderator', 'admin')]).toEqual([false, false]);
});
