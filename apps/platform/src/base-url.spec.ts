import { baseUrl } from './base-url';

test.each([
  ['127.0.0.1', 'http://localhost:3000'],
  ['0.0.0.0', 'http://localhost:3000'],
  ['::', 'http://localhost:3000'],
  ['::1', 'http://[::1]:3000'],
  ['192.0.2.1', 'http://192.0.2.1:3000'],
  ['2001:db8::1', 'http://[2001:db8::1]:3000'],
  ['isomer.example', 'http://isomer.example:3000'],
])('what listens on HOST %s is reached at %s', (host, url) => {
  expect(baseUrl(host, 3000)).toBe(url);
  expect(new URL(url).port).toBe('3000');
});
