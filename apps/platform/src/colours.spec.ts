import { wantsColours } from './colours';

const terminal = { isTTY: true };
const file = {};

test.each([
  [terminal, {}, true],
  [file, {}, false],
  [terminal, { NO_COLOR: '1' }, false],
  [terminal, { NO_COLOR: '' }, true],
  [file, { FORCE_COLOR: '1' }, true],
  [terminal, { FORCE_COLOR: '0' }, false],
  [terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('%j with %j gets colours: %s', (out, env, expected) => {
  expect(wantsColours(out, env)).toBe(expected);
});
