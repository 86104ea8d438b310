import { Settings } from './settings';

const settings = new Settings('http://localhost:3000', 'a secret that is long enough for a test');

test('each purpose has 32 bytes of its own, the same in every process of a deployment', () => {
  const key = settings.deriveKey('posts idempotency');
  expect(key).toHaveLength(32);
  expect(
    new Settings('http://elsewhere', 'a secret that is long enough for a test').deriveKey(
      'posts idempotency',
    ),
  ).toEqual(key);
  expect(settings.deriveKey('comments idempotency')).not.toEqual(key);
  expect(new Settings('http://localhost:3000', 'another secret').deriveKey('posts idempotency')).not.toEqual(
    key,
  );
});
