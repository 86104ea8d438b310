import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { everyone } from '../contract/access';
import { contract, query } from '../contract/contract';
import { contractSnapshot } from '../contract/snapshot';
import type { IncomingCall } from '../transport/transport';
import { Bindings } from './bindings';
import { CallContext } from './call-context';
import { contractCall, dispatcher } from './dispatch';
import { ServedCall } from './served-call';

class NotesApi extends contract('notes', {
  read: query({
    input: z.object({ a: z.object({ id: z.string() }), n: z.int().optional() }),
    output: z.object({ id: z.string() }),
    access: everyone,
  }),
}) {}

const log = collectLog();
const bindings = new Bindings([NotesApi], new Set(['notes']), undefined);
const operation = bindings.operation('notes', 'read');
const handle = jest.fn(async ({ a }: { a: { id: string } }) => a);
bindings.serve(new ServedCall(operation, { handle: handle as never }, undefined));
const dispatch = dispatcher(NotesApi, bindings.servedBy('notes'));

const headers = {
  principal: { kind: 'member', id: 'm1' },
  traceId: 't1',
  locale: 'de',
  hash: operation.hash,
};
const call = (changes: Partial<IncomingCall> = {}): IncomingCall => ({
  name: 'read',
  body: '{"a":{"id":"1"}}',
  headers: JSON.stringify(headers),
  timeoutMs: 1_000,
  signal: new AbortController().signal,
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
  expect(await answer({ name: contractCall, body: '', headers: '' })).toEqual({
    ok: true,
    body: contractSnapshot(NotesApi),
  });
});

test('a bad input from a caller with the same contract is its own mistake, and says where', async () => {
  expect(await answer({ body: '{"a":{"id":1}}' })).toMatchObject({
    ok: false,
    body: {
      code: 'invalid-argument',
      details: { violations: [{ pointer: '/a/id', detail: expect.stringContaining('expected string') }] },
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
        /^Caller and server have versions of notes\.read that cannot talk: input \/a\/id .*expected string/,
      ),
    },
  });
});

test('a good input from a caller with another version is served', async () => {
  expect(await answer({ headers: JSON.stringify({ ...headers, hash: 'another' }) })).toMatchObject({
    ok: true,
  });
});

test.each<[string, Partial<IncomingCall>]>([
  ['a body that is cut', { body: '{"a":' }],
  ['an empty body', { body: '' }],
  ['a body of something else', { body: '{"a":{"id":hunter2}}' }],
  ['headers that are cut', { headers: '{"principal":' }],
  ['headers that are none', { headers: 'null' }],
  ['a caller of an unknown kind', { headers: JSON.stringify({ ...headers, principal: { kind: 'root' } }) }],
  ['a member without an id', { headers: JSON.stringify({ ...headers, principal: { kind: 'member' } }) }],
  ['no trace', { headers: JSON.stringify({ ...headers, traceId: undefined }) }],
])('%s gets an error for an answer, and a line in the log', async (_, changes) => {
  expect(await answer(changes)).toEqual({
    ok: false,
    body: {
      code: 'internal',
      message: 'notes.read could not be read by its server',
      details: {},
      mayHaveRun: false,
    },
  });
  expect(log).toEqual([expect.stringMatching(/^notes\.read could not be read: /)]);
  expect(log[0]).not.toContain('hunter2');
  expect(handle).not.toHaveBeenCalled();
});

test.each<[string, Partial<IncomingCall>, code: string]>([
  ['no time left', { timeoutMs: 0 }, 'deadline-exceeded'],
  ['a time that is no number', { timeoutMs: NaN }, 'deadline-exceeded'],
  ['a caller who has gone', { signal: AbortSignal.abort() }, 'cancelled'],
])('a call with %s is not started', async (_, changes, code) => {
  expect(await answer(changes)).toMatchObject({ ok: false, body: { code, mayHaveRun: false } });
  expect(handle).not.toHaveBeenCalled();
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
