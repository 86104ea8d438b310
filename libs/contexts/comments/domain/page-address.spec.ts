import { pageAddress } from './page-address';

describe('the address of a page', () => {
  test.each([
    ['HTTP://Example.COM/Path', 'https://example.com/Path'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
    ['http://example.com:80/a', 'https://example.com/a'],
    ['https://example.com:443/a', 'https://example.com/a'],
    ['http://example.com:443/a', 'https://example.com/a'],
    ['http://example.com:8080/a', 'https://example.com:8080/a'],
    ['https://example.com./a', 'https://example.com/a'],
    ['https://example.com/a#comments', 'https://example.com/a'],
    ['https://example.com/a/', 'https://example.com/a'],
    ['https://example.com/', 'https://example.com'],
    ['https://example.com/a/?b=1', 'https://example.com/a?b=1'],
    ['https://example.com/?utm_source=x&UTM_Medium=y&fbclid=1&gclid=2&id=7', 'https://example.com?id=7'],
    ['https://example.com/?b=2&a=2&a=1', 'https://example.com?a=2&a=1&b=2'],
    ['https://example.com/?utm=kept', 'https://example.com?utm=kept'],
    ['https://www.example.com/a', 'https://www.example.com/a'],
    ['https://example.com/a/../b', 'https://example.com/b'],
    ['http://[::1]:3000/a', 'https://[::1]:3000/a'],
  ])('%s is %s', (given, address) => {
    expect(pageAddress(given)).toBe(address);
    expect(pageAddress(address)).toBe(address);
  });

  test.each([
    'example.com',
    'ftp://example.com/',
    'javascript:alert(1)',
    'https://',
    'https://a b/',
    'https://me:secret@example.com/',
    'https://example.com:99999/',
    `https://example.com/${'ä'.repeat(1_000)}`,
  ])('%s is none', (given) => {
    expect(pageAddress(given)).toBeUndefined();
  });
});
