import { decodeControl } from './control';

test('an entry counts as a whole or not at all', () => {
  const entry = ['v', '1', 'from', 'client-1', 'cancel', '[[1,4000]]'];
  expect(decodeControl(entry)).toEqual({
    client: 'client-1',
    cancels: [{ id: 1, leftMs: 4_000 }],
    grants: [],
  });
  for (const [name, value] of [
    ['cancel', '[[1,4000],["x"]]'],
    ['grant', '[[1]]'],
  ])
    expect(() => decodeControl([...entry, name!, value!])).toThrow('cannot be read');
});
