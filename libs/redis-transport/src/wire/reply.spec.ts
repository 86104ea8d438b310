import { decodeFailure, decodeReplies, encodeReplies } from './reply';

const decode = ([replies, texts]: readonly [string, string]) =>
  decodeReplies(['v', '1', 'by', 'replica-1', 'replies', replies, 'texts', texts]);

test('replies survive the wire, text of any kind included', () => {
  const replies = [
    { id: 1, kind: 'ok' as const, body: '{"a":"\u0000\u2028 é 🧪"}' },
    { id: 2, kind: 'error' as const, body: '' },
    { id: 3, kind: 'next' as const, body: '1', index: 0 },
  ];
  expect(decode(encodeReplies(replies))).toEqual({ replica: 'replica-1', replies });
});

test('halves of a pair of surrogates that meet in an entry spoil no text', () => {
  const body = '🧪';
  const replies = [body[0]!, body[1]!, body].map((half, id) => ({ id, kind: 'ok' as const, body: half }));
  const read = decode(encodeReplies(replies)).replies.map((reply) => reply.body);
  expect(read).toEqual(['\ufffd', '\ufffd', body]);
});

test.each([
  ['[1,"odd",1]', 'a'],
  ['[1,"next",1]', 'a'],
  ['[1,"next",1,0.5]', 'a'],
  ['["1","ok",1]', 'a'],
  ['[1,"ok","a"]', ''],
  ['[1,"ok",-1]', ''],
  ['[1,"ok",0.5]', ''],
  ['null', ''],
  ['{}', ''],
])('a reply that reads %s is left out', (reply, text) => {
  expect(decode([`[${reply},[2,"ok",1]]`, `${text}b`]).replies).toEqual([{ id: 2, kind: 'ok', body: 'b' }]);
});

test.each(['', 'é', 'ééé', 'eee'])('texts of another length than they have are refused: %s', (texts) => {
  expect(() => decode(['[[1,"ok",1],[2,"ok",3]]', texts])).toThrow(/^its texts are (short|long)er/);
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
