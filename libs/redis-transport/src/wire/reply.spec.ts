import { decodeFailure, decodeReplies, encodeReplies } from './reply';

test('replies survive the wire, text of any kind included', () => {
  const replies = [
    { id: 1, kind: 'ok' as const, body: '{"a":"\u0000\u2028 \ud800 🧪"}' },
    { id: 2, kind: 'error' as const, body: '' },
  ];
  expect(decodeReplies(['v', '1', 'replies', encodeReplies(replies)])).toEqual(replies);
});

test('a reply of a kind that is not known is left out', () => {
  expect(decodeReplies(['v', '1', 'replies', '[[1,"next","a"],[2,"ok","b"]]'])).toEqual([
    { id: 2, kind: 'ok', body: 'b' },
  ]);
});

test.each(['', 'null', '7', '{}', '{"code":"Odd","message":"x"}', '{"code":"Unavailable"}'])(
  'a failure that reads %j is no failure',
  (body) => {
    expect(decodeFailure(body)).toBeUndefined();
  },
);

test('a failure that does not say whether the call ran may have run', () => {
  expect(decodeFailure('{"code":"Unavailable","message":"x"}')).toMatchObject({ mayHaveRun: true });
});
