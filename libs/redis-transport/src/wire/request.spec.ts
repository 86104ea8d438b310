import { CALL_FIELDS, decodeRequest, encodeCalls, requestFields, type WireCall } from './request';

const token = '{"token":"é",';
const call = (id: number, headers: string, sharedHeaders?: string): WireCall => {
  return { id, name: 'echo', timeoutMs: 5_000, headers, sharedHeaders, body: `"${id}"` };
};
const read = (calls: readonly WireCall[], canShare: boolean) => {
  const values = encodeCalls(calls, canShare);
  const fields = CALL_FIELDS.flatMap((name, i) => [name, values[i]!]);
  return decodeRequest([...requestFields('client-1', true, 0), ...fields]).calls;
};

test('what headers of calls begin with stands before the first of them, and counts until there is another', () => {
  const calls = [call(1, 'a}', token), call(2, 'b}', token), call(3, '{}'), call(4, 'c}', token)];
  expect(encodeCalls(calls, true)).toEqual([
    '2',
    '[14,[1,"echo",5000,2,3],[2,"echo",5000,2,3],0,[3,"echo",5000,2,3],14,[4,"echo",5000,2,3]]',
    `${token}a}"1"b}"2"{}"3"${token}c}"4"`,
  ]);
  expect(read(calls, true)).toEqual(calls);
});

test('who has nothing to share, or nobody who reads that, writes the first version', () => {
  expect(encodeCalls([call(1, '{}'), call(2, '{}', '')], true)[0]).toBe('1');
  expect(encodeCalls([call(1, 'a}', token), call(2, 'b}', token)], false)).toEqual([
    '1',
    '[[1,"echo",5000,16,3],[2,"echo",5000,16,3]]',
    `${token}a}"1"${token}b}"2"`,
  ]);
  expect(read([call(1, 'a}', token)], false)).toEqual([call(1, `${token}a}`)]);
});

test('an entry has 1,024 calls at the most', () => {
  const calls = Array.from({ length: 1_024 }, (_, id) => call(id, ''));
  expect(read(calls, false)).toHaveLength(1_024);
  expect(() => read([...calls, call(1_024, '')], false)).toThrow('it has more than 1024 calls');
});

test.each([
  ['0', '16', 16],
  ['0', '1.5', undefined],
  ['0', '"4"', undefined],
  ['0', '1e300', undefined],
  ['1', '16', undefined],
])('in an entry with repeatable %s, a window %s counts as %p', (repeatable, window, expected) => {
  const fields = ['v', '1', 'from', 'client-1', 'at', '0', 'repeatable', repeatable];
  const calls = ['calls', `[[1,"watch",5000,0,0,${window}]]`, 'texts', ''];
  expect(decodeRequest([...fields, ...calls]).calls[0]!.window).toBe(expected);
});

test('in the first version a number is a call that cannot be read', () => {
  const fields = [...requestFields('client-1', true, 0), 'v', '1'];
  const calls = ['calls', '[0,[1,"echo",5000,0,3]]', 'texts', '"1"'];
  expect(decodeRequest([...fields, ...calls])).toEqual(
    expect.objectContaining({ calls: [call(1, '')], unreadable: 1 }),
  );
});
