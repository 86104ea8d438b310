import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { everyone } from '../contract/access';
import { command, contract, query, stream } from '../contract/contract';
import { contractSnapshot } from '../contract/snapshot';
import { throwAwayServiceKeys } from '../service-keys/made-service-keys';
import type { IncomingCall, TransportFailure } from '../transport/transport';
import { Bindings } from './bindings';
import { CallContext } from './call-context';
import { contractCall, dispatcher } from './dispatch';
import { tokenHeader } from './headers';
import { PrincipalSigner } from './principal-signer';
import { ServedCall } from './served-call';

class NotesApi extends contract('notes', {
  read: query({
    input: z.object({ a: z.object({ id: z.string() }), n: z.int().optional() }),
    output: z.object({ id: z.string() }),
    access: everyone,
  }),
  keep: command({ input: z.object({}), output: z.object({}), access: everyone }),
  watch: stream({ input: z.object({}), output: z.object({ id: z.string() }), access: everyone }),
}) {}

const log = collectLog();
const bindings = new Bindings([NotesApi], new Set(['notes']), undefined);
const operation = bindings.operation('notes', 'read');
const handle = jest.fn(async ({ a }: { a: { id: string } }) => a);
bindings.serve(new ServedCall(operation, { handle: handle as never }, undefined));
bindings.serve(new ServedCall(bindings.operation('notes', 'keep'), { handle: handle as never }, undefined));
const values = jest.fn(async function* () {
  yield { id: '1' };
  yield { id: '2' };
});
bindings.serve(new ServedCall(bindings.operation('notes', 'watch'), { handle: values as never }, undefined));
const dispatch = dispatcher(NotesApi, bindings.servedBy('notes'));

const signer = new PrincipalSigner(throwAwayServiceKeys(), 'notes');
const headers = {
  token: signer.tokenFor({ kind: 'member', id: 'm1' }),
  traceId: 't1',
  locale: 'de',
  hash: operation.hash,
};
const call = (changes: Partial<IncomingCall> = {}): IncomingCall => ({
  name: 'read',
  body: '{"a":{"id":"1"}}',
  headers: JSON.stringify(headers),
  sharedHeaders: '',
  timeoutMs: 1_000,
  onEnd: () => undefined,
  ...changes,
});
const answer = async (changes: Partial<IncomingCall> = {}) => {
  const { ok, body } = await dispatch(call(changes));
  return { ok, body: JSON.parse(body) as unknown };
};

beforeEach(() => handle.mockClear());

test('a call that arrives is answered with the output of its handler', async () => {
  expect(await answer()).toEqual({ ok: true, body: { id: '1' } });
});

test('who calls is found out before anything else, and what it did not prove is refused', async () => {
  const { token, ...others } = headers;
  for (const name of ['read', 'unknown', contractCall])
    expect(await answer({ name, headers: JSON.stringify(others) })).toEqual({
      ok: false,
      body: {
        code: 'untrusted',
        message: 'a process is not believed: the call brings no token',
        details: {},
        mayHaveRun: false,
      },
    });
  expect(log).toEqual(['notes refused a call of a process: the call brings no token (1 since the start)']);
  expect(handle).not.toHaveBeenCalled();
  expect(await answer({ headers: JSON.stringify({ ...others, token }) })).toMatchObject({ ok: true });
});

test('a call whose transport knows who sent it is believed from that service only', async () => {
  expect(await answer({ from: 'throw-away' })).toMatchObject({ ok: true });
  expect(await answer({ from: 'posts' })).toMatchObject({ ok: false, body: { code: 'untrusted' } });
  expect(handle).toHaveBeenCalledTimes(1);
});

test('a call that this version does not have is unimplemented', async () => {
  expect(await answer({ name: 'write' })).toEqual({
    ok: false,
    body: {
      code: 'unimplemented',
      message: "notes has no call 'write' in this version",
      details: {},
      mayHaveRun: false,
    },
  });
  expect(await answer({ name: 'constructor' })).toMatchObject({ ok: false, body: { code: 'unimplemented' } });
});

test('every context answers with its contract, so that others can say what they disagree on', async () => {
  expect(await answer({ name: contractCall, body: '' })).toEqual({
    ok: true,
    body: contractSnapshot(NotesApi),
  });
});

test('a bad input from a caller with the same contract is its own mistake, and says where', async () => {
  expect(await answer({ body: '{"a":{"id":1}}' })).toMatchObject({
    ok: false,
    body: {
      code: 'invalid-argument',
      details: { violations: [{ pointer: '/a/id', detail: 'must be text' }] },
    },
  });
  expect(handle).not.toHaveBeenCalled();
});

test('a bad input from a caller with another version says that they cannot talk, and which field it is', async () => {
  expect(
    await answer({ body: '{"a":{"id":1}}', headers: JSON.stringify({ ...headers, hash: 'another' }) }),
  ).toMatchObject({
    ok: false,
    body: {
      code: 'failed-precondition',
      message: expect.stringMatching(
        /^Caller and server have versions of notes\.read that cannot talk: input \/a\/id must be text/,
      ),
    },
  });
});

test('a good input from a caller with another version is served', async () => {
  expect(await answer({ headers: JSON.stringify({ ...headers, hash: 'another' }) })).toMatchObject({
    ok: true,
  });
});

const noJson = (what: string) => ({
  message: `The call cannot be read: no JSON in its ${what}`,
  details: {},
});
const wrong = (pointer: string, detail: string) => ({
  message: 'The headers are not valid',
  details: { violations: [{ pointer, detail }] },
});
test.each<[string, Partial<IncomingCall>, object]>([
  ['a body that is cut', { body: '{"a":' }, noJson('body')],
  ['an empty body', { body: '' }, noJson('body')],
  ['a body of something else', { body: '{"a":{"id":hunter2}}' }, noJson('body')],
  ['headers that are cut', { headers: '{"token":' }, noJson('headers')],
  ['empty headers', { headers: '' }, noJson('headers')],
  ['headers that are none', { headers: 'null' }, wrong('', 'must be an object')],
  [
    'no trace',
    { headers: JSON.stringify({ ...headers, traceId: undefined }) },
    wrong('/traceId', 'is missing'),
  ],
  ['no hash', { headers: JSON.stringify({ ...headers, hash: undefined }) }, wrong('/hash', 'is missing')],
  [
    'a token that is none',
    { headers: JSON.stringify({ ...headers, token: 5 }) },
    wrong('/token', 'must be text'),
  ],
])('%s is a mistake of who calls, and says where', async (_, changes, expected) => {
  log.length = 0;
  const body = { code: 'invalid-argument', mayHaveRun: false, ...expected };
  expect(await answer(changes)).toEqual({ ok: false, body });
  expect(log).toEqual([]);
  expect(handle).not.toHaveBeenCalled();
});

test('what goes wrong here before a call has begun is told in the log', async () => {
  const onEnd = () => {
    throw new Error('no listeners');
  };
  expect(await answer({ onEnd })).toEqual({
    ok: false,
    body: {
      code: 'internal',
      message: 'notes.read could not be begun by its server',
      details: {},
      mayHaveRun: false,
    },
  });
  expect(log).toEqual(['notes.read could not be begun: Error: no listeners']);
});

test.each([undefined, ''])(
  'a command that keeps its result is refused with %p for a key',
  async (idempotencyKey) => {
    const changes = { name: 'keep', body: '{}', headers: JSON.stringify({ ...headers, idempotencyKey }) };
    expect(await answer(changes)).toEqual({
      ok: false,
      body: {
        code: 'invalid-argument',
        message: 'notes.keep keeps its result: give it an idempotencyKey in its headers',
        details: {},
        mayHaveRun: false,
      },
    });
    expect(handle).not.toHaveBeenCalled();
  },
);

test.each<[string, Partial<IncomingCall>, code: string]>([
  ['no time left', { timeoutMs: 0 }, 'deadline-exceeded'],
  ['a time that is no number', { timeoutMs: NaN }, 'deadline-exceeded'],
  [
    'a caller who has gone',
    { onEnd: (listener) => listener({ code: 'Cancelled' } as TransportFailure) },
    'cancelled',
  ],
])('a call with %s is not started', async (_, changes, code) => {
  expect(await answer(changes)).toMatchObject({ ok: false, body: { code, mayHaveRun: false } });
  expect(handle).not.toHaveBeenCalled();
});

const { token, ...others } = headers;
const whole = JSON.stringify(headers);
const rest = JSON.stringify(others).slice(1);

test.each<[string, Pick<IncomingCall, 'sharedHeaders' | 'headers'>]>([
  ['with their token', { sharedHeaders: tokenHeader(token), headers: rest }],
  ['within a value', { sharedHeaders: whole.slice(0, 30), headers: whole.slice(30) }],
  ['at the end', { sharedHeaders: whole, headers: '' }],
  ['with a token that counts for nothing', { sharedHeaders: '{"token":"another",', headers: whole.slice(1) }],
])('headers may be shared %s', async (_, parts) => {
  expect(await answer(parts)).toEqual({ ok: true, body: { id: '1' } });
  // The same again, as for calls that came together.
  expect(await answer(parts)).toEqual({ ok: true, body: { id: '1' } });
});

test('the token that calls share is that of each call, and of no other', async () => {
  const named = (id: string) => tokenHeader(signer.tokenFor({ kind: 'member', id }));
  const seen: unknown[] = [];
  handle.mockImplementation(async ({ a }) => {
    seen.push(CallContext.current!.principal);
    return a;
  });
  for (const id of ['m1', 'm1', 'm2', 'm1']) await answer({ sharedHeaders: named(id), headers: rest });
  handle.mockImplementation(async ({ a }) => a);
  expect(seen).toEqual(['m1', 'm1', 'm2', 'm1'].map((id) => ({ kind: 'member', id })));
  for (const sharedHeaders of ['', '{', tokenHeader(`${token}x`), `{"token":null,`])
    expect(await answer({ sharedHeaders, headers: sharedHeaders === '' ? `{${rest}` : rest })).toMatchObject({
      ok: false,
    });
});

test('keys that its own protocol does not know are dropped, for an older server and a newer caller', async () => {
  let seen: CallContext | undefined;
  handle.mockImplementationOnce(async ({ a }) => {
    seen = CallContext.current;
    return a;
  });
  await answer({ headers: JSON.stringify({ ...headers, later: true }) });
  expect(seen).toMatchObject({
    principal: { kind: 'member', id: 'm1' },
    traceId: 't1',
    locale: 'de',
    operation: 'notes.read',
  });
});

test.each([
  [{ code: 'DeadlineExceeded' }, 'deadline-exceeded'],
  [{ code: 'Cancelled' }, 'cancelled'],
])('a call that the transport ends with %j is %s, whatever our own clock says', async (reason, code) => {
  handle.mockImplementationOnce(() => new Promise(() => undefined));
  let end!: (reason: TransportFailure) => void;
  const ended = answer({ onEnd: (listener) => (end = listener), timeoutMs: 60_000 });
  end(reason as TransportFailure);
  expect(await ended).toMatchObject({ ok: false, body: { code, mayHaveRun: true } });
});

test.each([
  ['read', '{"a":{"id":"1"}}', async () => undefined, 'notes.read is no stream in the version of its server'],
  ['watch', '{}', undefined, 'notes.watch is a stream in the version of its server'],
])(
  'a caller that takes %s for something else is told so, and nothing runs',
  async (name, body, send, message) => {
    values.mockClear();
    expect(await answer({ name, body, send })).toMatchObject({
      ok: false,
      body: { code: 'failed-precondition', message, mayHaveRun: false },
    });
    expect(handle).not.toHaveBeenCalled();
    expect(values).not.toHaveBeenCalled();
  },
);

test('a reader who leaves a stream is no failure of its handler', async () => {
  log.length = 0;
  let end!: (reason: TransportFailure) => void;
  const gone = Object.assign(new Error('nobody reads'), { code: 'Cancelled' as const, mayHaveRun: true });
  const send = async () => {
    end(gone);
    throw gone;
  };
  const reply = answer({ name: 'watch', body: '{}', onEnd: (listener) => (end = listener), send });
  expect(await reply).toMatchObject({ ok: false, body: { code: 'cancelled' } });
  expect(log).toEqual([]);
});
