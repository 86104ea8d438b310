import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { MemoryNetwork } from '../../testing/memory-transport';
import { Bindings } from '../call/bindings';
import { dispatcher } from '../call/dispatch';
import { operationHashes } from '../call/operation';
import { everyone } from '../contract/access';
import { type ContractClass, command, contract, query, stream } from '../contract/contract';
import { Settings } from '../configuration/settings';
import { type EventClass, event } from '../contract/event';
import { contractSnapshot } from '../contract/snapshot';
import { sharedServiceKeys } from '../service-keys/made-service-keys';
import { breakingChanges, contractMismatch, disagreements } from './contract-mismatch';

collectLog();
const Id = z.object({ id: z.string() });
const Note = z.object({ id: z.string(), text: z.string() });
const read = query({ input: Id, output: Note, access: everyone });
const of = (calls: Parameters<typeof contract>[1]): ContractClass =>
  contract('notes', calls) as ContractClass;

const Mine = of({ read });
const Same = of({
  read: query({
    input: Id,
    output: Note.extend({ text: z.string().describe('in other words') }),
    access: everyone,
  }),
});
const Wider = of({
  read: query({
    input: Id.extend({ locale: z.string().optional() }),
    output: Note.extend({ stars: z.int() }),
    access: everyone,
  }),
});
const AsksMore = of({
  read: query({ input: Id.extend({ locale: z.string() }), output: Note, access: everyone }),
});
const AnswersLess = of({ read: query({ input: Id, output: Id, access: everyone }) });
const Without = of({ write: command({ input: Note, output: Id, access: everyone }) });

async function mismatch(served: ContractClass | undefined): Promise<string[]> {
  const network = new MemoryNetwork();
  if (served) {
    const bindings = new Bindings([served], new Set(['notes']), undefined);
    const info = { version: '1', calls: operationHashes(served) };
    await network.transport().serve('notes', dispatcher(served, bindings.servedBy('notes')), info);
  }
  return contractMismatch(network.transport(), Mine);
}

test.each<[string, ContractClass | undefined]>([
  ['nobody yet', undefined],
  ['the same contract', Mine],
  ['the same contract in other words', Same],
  ['one that asks and answers more', Wider],
  ['one without a call of this one', Without],
])('a build can talk to %s', async (_, served) => {
  expect(await mismatch(served)).toEqual([]);
});

test('a build cannot talk to a version that asks for more, and the reason names the call and the field', async () => {
  expect(await mismatch(AsksMore)).toEqual(['notes.read input /locale is required but may be missing']);
});

test('a build cannot talk to a version that answers less', async () => {
  expect(await mismatch(AnswersLess)).toEqual(['notes.read output /text is required but may be missing']);
});

test('a server that does not say what it serves is a reason of its own', async () => {
  const network = new MemoryNetwork();
  const reply = { ok: false, body: '{"code":"internal","message":"no","details":{},"mayHaveRun":false}' };
  await network.transport().serve('notes', async () => reply, { version: '1', calls: {} });
  expect(await contractMismatch(network.transport(), Mine)).toEqual(['notes does not say what it serves']);
});

test('a server that does not believe this process says so', async () => {
  const network = new MemoryNetwork();
  const bindings = new Bindings([Wider], new Set(['notes']), undefined);
  const theirs = sharedServiceKeys(new Settings('', 'of another deployment'), ['notes']);
  const serve = dispatcher(Wider, bindings.servedBy('notes'), theirs);
  await network.transport().serve('notes', serve, { version: '1', calls: operationHashes(Wider) });
  expect(await contractMismatch(network.transport(), Mine)).toEqual([
    'notes: a process is not believed: its token is signed with a key that is not trusted here',
  ]);
});

test('both directions are compared: what I send with what it takes, what it answers with what I read', () => {
  const mine = contractSnapshot(Mine);
  expect(disagreements(mine, contractSnapshot(Wider))).toEqual([]);
  expect(disagreements(contractSnapshot(Wider), mine)).toEqual([
    'notes.read output /stars is required but may be missing',
  ]);
});

test('a change is breaking for whoever still has the version before', () => {
  const before = contractSnapshot(Mine);
  expect(breakingChanges(before, contractSnapshot(Same))).toEqual([]);
  expect(breakingChanges(before, contractSnapshot(Without))).toEqual(['notes.read is gone']);
  expect(breakingChanges(before, contractSnapshot(AsksMore))).toEqual([
    'An older caller: notes.read input /locale is required but may be missing',
  ]);
  expect(breakingChanges(before, contractSnapshot(Wider))).toEqual([
    'An older server: notes.read output /stars is required but may be missing',
  ]);
});

test('a call that has become a stream cannot be talked to', async () => {
  const Streams = of({ read: stream({ input: Id, output: Note, access: everyone }) });
  const reason = 'notes.read is a stream on one side alone';
  expect(await mismatch(Streams)).toEqual([reason]);
  expect(breakingChanges(contractSnapshot(Mine), contractSnapshot(Streams))).toContain(
    `An older caller: ${reason}`,
  );
});

describe('an event that changes', () => {
  const written = (version: number, shape: z.ZodRawShape) =>
    event('notes.written', {
      version,
      schema: z.object(shape),
      key: () => 'all',
      upcast: Object.fromEntries(
        Array.from({ length: version - 1 }, (_, i) => [i + 1, (older: never) => older]),
      ),
    });
  const publishing = (...events: EventClass[]) => contractSnapshot(contract('notes', {}, { events }));
  const before = publishing(written(1, { id: z.string() }));

  test('may add what may be left out, and may do anything in a new version', () => {
    expect(breakingChanges(before, before)).toEqual([]);
    expect(
      breakingChanges(before, publishing(written(1, { id: z.string(), by: z.string().optional() }))),
    ).toEqual([]);
    expect(breakingChanges(before, publishing(written(2, { number: z.int() })))).toEqual([]);
    expect(breakingChanges({ ...before, events: undefined }, before)).toEqual([]);
  });

  test('may not ask for what is not in those that are on their way', () => {
    expect(breakingChanges(before, publishing(written(1, { id: z.string(), by: z.string() })))).toEqual([
      'An older notes.written: /by is required but may be missing; raise its version and add an upcaster',
    ]);
  });

  test('may not leave out what subscribers of before read', () => {
    expect(breakingChanges(before, publishing(written(1, {})))).toEqual([
      'An older subscriber of notes.written: /id is required but may be missing; raise its version and add an upcaster',
    ]);
  });

  test('may not go, nor go back', () => {
    expect(breakingChanges(before, publishing())).toEqual([
      'notes.written is gone, and some may be on their way',
    ]);
    expect(breakingChanges(publishing(written(2, {})), before)).toEqual([
      'notes.written has gone back to version 1',
    ]);
  });
});
