import { letterNamed } from './letter';

test('a dead letter is named by a context and the id of an event', () => {
  expect(letterNamed('posts', 'comments/9223372036854775807')).toEqual({
    publisher: 'comments',
    one: { subscriber: 'posts', seq: '9223372036854775807' },
  });
});

test.each([
  'comments',
  'comments/',
  'comments/x',
  'nobody/1',
  'comments/9223372036854775808',
  'comments/9999999999999999999',
])('%s is no id of an event', (id) => {
  expect(() => letterNamed('posts', id)).toThrow(`'${id}' is no id of an event; they are like comments/42`);
});
