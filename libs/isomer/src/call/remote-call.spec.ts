import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { MemoryNetwork } from '../../testing/memory-transport';
import { Settings } from '../configuration/settings';
import { everyone } from '../contract/access';
import { command, contract, query } from '../contract/contract';
import {
  DeadlineExceeded,
  FailedPrecondition,
  Internal,
  ResourceExhausted,
  Unavailable,
  Unimplemented,
} from '../contract/framework-errors';
import { sharedServiceKeys } from '../service-keys/made-service-keys';
import type { ServiceKeys } from '../service-keys/service-keys';
import type { OutgoingCall, Transport, TransportFailure } from '../transport/transport';
import { Bindings } from './bindings';
import { dispatcher } from './dispatch';
import { ServedCall } from './served-call';

const Id = z.object({ id: z.string() });
class NotesApi extends contract('notes', {
  read: query({ input: Id, output: Id, access: everyone }),
  write: command({ input: Id, output: Id, access: everyone }),
  logIn: command({ input: Id, output: Id, access: everyone, idempotency: 'exempt' }),
}) {}
/** The next version of it: another answer, and a call less. */
class NextApi extends contract('notes', {
  read: query({ input: Id, output: z.object({ uuid: z.string() }), access: everyone }),
}) {}

const log = collectLog();
const clientOver = (transport: Partial<Transport>) =>
  new Bindings([NotesApi], new Set(), { ...transport } as Transport).client(NotesApi);
const failing = (failure: Partial<TransportFailure>) =>
  clientOver({ call: () => Promise.reject(Object.assign(new Error('on the road'), failure)) });

test.each([
  // Where Redis is concerns the log alone.
  ['Unavailable', Unavailable, 'notes cannot be reached'],
  ['ResourceExhausted', ResourceExhausted, 'notes.read: on the road'],
  // As in one process.
  ['DeadlineExceeded', DeadlineExceeded, 'The deadline has passed'],
] as const)(
  '%s of the transport is the error of that name, with what is known about it',
  async (code, type, message) => {
    const failure = await failing({ code, mayHaveRun: false, retryAfterMs: 50 })
      .read({ id: '1' })
      .catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject({
      message,
      mayHaveRun: false,
      details: { retryAfterMs: 50 },
      operation: 'notes.read',
    });
  },
);

test('a failure of the transport that does not say so may have run', async () => {
  await expect(failing({ code: 'Unavailable' }).read({ id: '1' })).rejects.toMatchObject({
    mayHaveRun: true,
  });
});

test('a context that nobody serves is unavailable', async () => {
  const client = new Bindings([NotesApi], new Set(), new MemoryNetwork().transport()).client(NotesApi);
  await expect(client.read({ id: '1' })).rejects.toMatchObject({ code: 'unavailable', mayHaveRun: false });
});

test('a context elsewhere is unavailable to a process without a transport, and says why', async () => {
  const client = new Bindings([NotesApi], new Set(), undefined).client(NotesApi);
  await expect(client.read({ id: '1' })).rejects.toThrow(
    'notes.read runs elsewhere and this process has no transport',
  );
});

test('a call before the application has started is unavailable', async () => {
  const client = new Bindings([NotesApi], new Set(['notes']), undefined).client(NotesApi);
  await expect(client.read({ id: '1' })).rejects.toThrow(
    'notes.read was called before the application had started',
  );
});

test('queries, and commands that keep their results, may be started again after a crash; others may not', async () => {
  const sent: OutgoingCall[] = [];
  const client = clientOver({
    call: async (call) => {
      sent.push(call);
      return { ok: true, body: '{"id":"1"}' };
    },
  });
  await client.read({ id: '1' });
  await client.write({ id: '1' });
  await client.logIn({ id: '1' });
  expect(sent.map(({ name, repeatable }) => [name, repeatable])).toEqual([
    ['read', true],
    ['write', true],
    ['logIn', false],
  ]);
  expect(sent[0]!.timeoutMs).toBeLessThanOrEqual(5_000);
});

test('an answer that this version cannot read says which field, and that versions differ', async () => {
  const { client } = await servedByNext();
  const failure = await client.read({ id: '1' }).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(FailedPrecondition);
  expect((failure as FailedPrecondition).mayHaveRun).toBe(true);
  expect(failure).toMatchObject({
    message: expect.stringMatching(/notes\.read that cannot talk: output \/id .*expected string/),
  });
});

test('a call that the other version lacks is unimplemented', async () => {
  const { client } = await servedByNext();
  await expect(client.write({ id: '1' })).rejects.toThrow(Unimplemented);
});

test('an error that this version does not know, or whose details it cannot read, is Internal and names its code', async () => {
  const reply = (body: object) =>
    clientOver({ call: async () => ({ ok: false, body: JSON.stringify(body) }) });
  const failure = await reply({ code: 'notes.new', message: 'New', details: {}, mayHaveRun: false })
    .read({ id: '1' })
    .catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(Internal);
  expect(failure).toMatchObject({ message: 'notes.read ended with an error it does not declare: notes.new' });
});

test('a server that does not believe this process is one that cannot be reached, and why is in the log', async () => {
  const { client } = await servedByNext(
    sharedServiceKeys(new Settings('', 'of another deployment'), ['notes']),
  );
  const failure = await client.read({ id: '1' }).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure).toMatchObject({
    message: 'notes cannot be reached',
    mayHaveRun: false,
    details: { retryAfterMs: 1_000 },
    operation: 'notes.read',
  });
  expect(log).toContain(
    'notes: a process is not believed: its token is signed with a key that is not trusted here',
  );
});

async function servedByNext(keys?: ServiceKeys) {
  const network = new MemoryNetwork();
  const server = new Bindings([NextApi], new Set(['notes']), undefined);
  server.serve(
    new ServedCall(server.operation('notes', 'read'), { handle: async () => ({ uuid: '1' }) }, undefined),
  );
  await network
    .transport()
    .serve('notes', dispatcher(NextApi, server.servedBy('notes'), keys), { version: '2', calls: {} });
  return { client: new Bindings([NotesApi], new Set(), network.transport()).client(NotesApi) };
}
