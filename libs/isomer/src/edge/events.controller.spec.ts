import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Published } from '../../test/events-harness';
import { Bindings } from '../call/bindings';
import { ServedCall } from '../call/served-call';
import { Placement } from '../context/placement';
import { type Principal, anonymous } from '../contract/principal';
import { contract } from '../contract/contract';
import { type DeskCall, deskCallName, deskHandlers } from '../event/desk-calls';
import { EdgeModule } from './edge.module';
import { httpAdapter } from './http-adapter';
import { setPrincipal } from './request-context';

class NotesApi extends contract('notes', {}) {}
class AwayApi extends contract('away', {}) {}

collectLog();
const notes = Published.forSuite();
let app: NestFastifyApplication;
let who: Principal;
let isMended: boolean;

/** An edge, with the desk of the notes here and that of another context out of reach. */
async function open(): Promise<void> {
  const bindings = new Bindings([NotesApi, AwayApi], new Set(['notes']), undefined);
  for (const [call, handle] of Object.entries(deskHandlers(await notes.desk()))) {
    const operation = bindings.operation('notes', deskCallName(call as DeskCall));
    bindings.serve(new ServedCall(operation, { handle } as never, undefined));
  }
  const shared = [
    { provide: Bindings, useValue: bindings },
    { provide: Placement, useValue: new Placement([], []) },
  ];
  class SharedModule {}
  const module = await Test.createTestingModule({
    imports: [
      { module: SharedModule, global: true, providers: shared, exports: [Bindings, Placement] },
      EdgeModule.forRoot([]),
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(httpAdapter());
  app.useGlobalGuards({
    canActivate: (context) => {
      setPrincipal(context.switchToHttp().getRequest(), who);
      return true;
    },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
}

const base = '/v1/admin/events';
const get = async <T = unknown>(path = '') => (await app.inject({ url: `${base}${path}` })).json<T>();
const post = (path: string) => app.inject({ method: 'POST', url: `${base}/dead-letters${path}` });

/** Where a dead letter is, by its number. */
async function deadLetter(): Promise<string> {
  await until(async () => (await notes.lane())?.parked, 'the key being parked');
  const { items } = await get<{ items: { id: string }[] }>('/dead-letters');
  return `/ledger/${items[0]!.id}`;
}

beforeEach(async () => {
  await open();
  who = { kind: 'member', id: 'm', roles: ['admin'] };
  isMended = false;
  const deliver = await notes.ledger((write, work) => async ({ text }) => {
    if (text === 'bad' && !isMended) throw new Error('cannot take bad');
    await work.run(async () => void (await write(text)));
  });
  await notes.relay(deliver, { maxAttempts: 2 });
});
afterEach(() => app.close());

test('where nothing waits nothing is listed, and who is away is named', async () => {
  expect(await get()).toEqual({ lanes: [], unreachable: ['away'] });
  expect(await get('/dead-letters')).toEqual({ items: [], unreachable: ['away'] });
  expect((await post('/retry')).json()).toEqual({ count: 0, unreachable: ['away'] });
});

test('a dead letter is seen, read, retried and gone', async () => {
  for (const text of ['bad', 'after']) await notes.publish(text);
  const place = await deadLetter();
  expect(await get()).toMatchObject({
    lanes: [{ publisher: 'notes', subscriber: 'ledger', waiting: 1, parked: 1, keys: ['red'] }],
  });
  expect(await get(`/dead-letters${place}`)).toMatchObject({
    payload: '{"book":"red","text":"bad"}',
    error: 'Error: cannot take bad',
    publishedAt: expect.stringMatching(/Z$/),
  });
  isMended = true;
  expect((await post(`${place}/retry`)).json()).toEqual({ count: 1, unreachable: [] });
  await notes.heard('bad', 'after');
  expect((await post(`${place}/retry`)).statusCode).toBe(404);
  expect((await app.inject({ url: `${base}/dead-letters${place}` })).json()).toMatchObject({
    type: 'urn:isomer:problem:events.no-such-dead-letter',
  });
});

test('one is skipped, and all are retried', async () => {
  for (const text of ['bad', 'after']) await notes.publish(text);
  expect((await post(`${await deadLetter()}/skip`)).json()).toEqual({ count: 1, unreachable: [] });
  await notes.heard('after');
  await notes.publish('bad');
  await deadLetter();
  isMended = true;
  expect((await post('/retry')).json()).toMatchObject({ count: 1 });
  await notes.heard('after', 'bad');
});

test.each([
  ['/ledger/notes/1x/retry', 400],
  ['/ledger/notes/999999999999999999999/retry', 400],
  ['/Ledger/notes/1/retry', 400],
  ['/ledger/nobody/1/retry', 404],
  ['/ledger/away/1/retry', 503],
  ['/nobody/notes/1/skip', 404],
])('POST %s answers %i', async (path, status) => expect((await post(path)).statusCode).toBe(status));

test.each<[string, Principal, number]>([
  ['nobody', anonymous, 401],
  ['a member', { kind: 'member', id: 'm' }, 403],
  ['a moderator', { kind: 'member', id: 'm', roles: ['moderator'] }, 403],
])('%s may do none of it', async (_, principal, status) => {
  who = principal;
  for (const path of ['', '/dead-letters', '/dead-letters/ledger/notes/1'])
    expect((await app.inject({ url: `${base}${path}` })).statusCode).toBe(status);
  for (const path of ['/retry', '/ledger/notes/1/retry', '/ledger/notes/1/skip'])
    expect((await post(path)).statusCode).toBe(status);
});
