import { canonicalJson } from './canonical-json';

test('members are sorted by code units, at every depth, and lists keep their order', () => {
  // A number among the names comes first in a JavaScript object; an emoji is before U+FB33 in UTF-16 and after it in UTF-8.
  const value = {
    '\u{1F600}': 1,
    '\uFB33': [{ b: 1, a: null }, 'x'],
    '10': true,
    '9': {},
    é: [],
    left: undefined,
  };
  expect(canonicalJson(value)).toBe(
    '{"10":true,"9":{},"é":[],"\u{1F600}":1,"\uFB33":[{"a":null,"b":1},"x"]}',
  );
});

test.each([
  [333333333.33333329, '333333333.3333333'],
  [1e30, '1e+30'],
  [0.00001, '0.00001'],
  [1e-7, '1e-7'],
  [1e21, '1e+21'],
  [1e20, '100000000000000000000'],
  [-0, '0'],
  ['€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
])('%p is written as in RFC 8785', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});
