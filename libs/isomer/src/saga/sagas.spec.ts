import pg from 'pg';
import {
  FillOrder,
  FillOrderFaster,
  ForgetfulOrdersModule,
  NextOrdersModule,
  OrderPaid,
  OrdersApi,
  OrdersModule,
  OutOfStock,
  PaymentsApi,
  StockApi,
} from '../../test/orders-context';
import { type BootedContext, bootContext } from '../../testing/boot-context';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { fake } from '../../testing/fake';
import { until } from '../../testing/until';
import { CallContext, runAs } from '../call/call-context';
import { declarationOf, schemaOf } from '../context/context-module';
import { Unavailable } from '../contract/framework-errors';
import { UnitOfWork } from '../persistence/unit-of-work';
import { migrate } from '../persistence/migrate';
import { SagaStore } from './saga-store';
import { Sagas } from './sagas';

let database: TestDatabase;
let data: pg.Client;
const booted: BootedContext[] = [];
/** Each command that a neighbour was given: what, and its key. */
let given: { call: string; key: string }[];
/** What a neighbour does instead of answering, by command. */
let failing: Map<string, () => Error>;
/** What happens before a neighbour answers, by command. */
let meanwhile: Map<string, () => Promise<void>>;

function note(call: string): void {
  const { idempotencyKey, keyLifeHours } = CallContext.current!;
  given.push({ call, key: `${idempotencyKey} for ${keyLifeHours} h` });
  const failure = failing.get(call);
  if (failure) throw failure();
}

const neighbours = () => [
  fake(StockApi, {
    reserve: async ({ sku }) => {
      note('reserve');
      return { reservation: `of ${sku}` };
    },
    release: async () => {
      note('release');
      return {};
    },
    pack: async () => {
      note('pack');
      return { left: 0 };
    },
  }),
  fake(PaymentsApi, {
    ask: async () => {
      note('ask');
      await meanwhile.get('ask')?.();
      return {};
    },
    forget: async () => {
      note('forget');
      return {};
    },
  }),
];

async function boot(module = OrdersModule): Promise<BootedContext> {
  const context = await bootContext(module, { database, fakes: neighbours() });
  booted.push(context);
  return context;
}

const place = (context: BootedContext, order: string) =>
  runAs({ operation: 'test' }, () => context.client(OrdersApi).place({ order, sku: 'tea' }));
const look = (context: BootedContext, order: string) =>
  runAs({ operation: 'test' }, () => context.client(OrdersApi).look({ order }));
const pay = (context: BootedContext, order: string) => context.deliver(OrderPaid, { order, cents: 5 });
const ended = (context: BootedContext, order: string) =>
  until(async () => (await look(context, order)).status !== 'running', `the end of order ${order}`);
const made = () => given.map(({ call }) => call);
const hasGiven = (call: string) => until(async () => made().includes(call), call);

beforeEach(async () => {
  given = [];
  failing = new Map();
  meanwhile = new Map();
  database = await emptyDatabase();
  await migrate({ adminUrl: database.url, schemas: [schemaOf(declarationOf(OrdersModule))] });
  data = new pg.Client({ connectionString: database.url });
  await data.connect();
});
afterEach(async () => {
  await Promise.all(booted.splice(0).map((context) => context.close()));
  await data.end();
  await database.drop();
});

test('a saga goes through its stages, each command under a key of its own that lives longer than a day', async () => {
  const context = await boot();
  await place(context, '1');
  await hasGiven('ask');
  await pay(context, '1');
  await ended(context, '1');
  expect(await look(context, '1')).toEqual({ status: 'done' });
  expect(made().slice(2)).toEqual(['pack']);
  expect(given.map(({ key }) => key).sort()).toEqual([
    'saga orders 1 asked for 720 h',
    'saga orders 1 packed for 720 h',
    'saga orders 1 reserved for 720 h',
  ]);
  expect(await context.scheduled()).toEqual([]);
});

test('an event that comes before the saga waits for it is not missed', async () => {
  const context = await boot();
  failing.set('ask', () => new Unavailable('away', { retryAfterMs: 1 }));
  await place(context, '1');
  await pay(context, '1');
  await pay(context, 'of nobody');
  failing.clear();
  await ended(context, '1');
  expect(await look(context, '1')).toEqual({ status: 'done' });
});

test('an event that comes while it is on its way there is not slept through', async () => {
  const context = await boot();
  meanwhile.set('ask', () => pay(context, '1'));
  await place(context, '1');
  await ended(context, '1');
  expect(await look(context, '1')).toEqual({ status: 'done' });
});

test('where it stands is not noted over what has come meanwhile', async () => {
  const context = await boot();
  const [work, store] = [context.module.get(UnitOfWork), context.module.get(SagaStore)];
  const within = <T>(does: () => Promise<T>) => runAs({ operation: 'test' }, () => work.run(does));
  const input = { order: '1', sku: 'tea' };
  expect(await within(() => store.insert(FillOrder, '1', input))).toBe(true);
  const { record, revision } = (await runAs({ operation: 'test' }, () => store.load('1')))!;
  await pay(context, '1');
  expect(await within(() => store.save({ ...record, status: 'done' }, revision))).toBe(false);
  expect(await look(context, '1')).not.toEqual({ status: 'done' });
});

test('what a context refuses turns it back, and its reason stays', async () => {
  failing.set('reserve', () => new OutOfStock());
  const context = await boot();
  await place(context, '1');
  await ended(context, '1');
  expect(await look(context, '1')).toEqual({
    status: 'compensated',
    error: 'reserved: OutOfStock: There is none',
  });
});

test('it is not started if its unit of work rolls back, nor twice under one id', async () => {
  const context = await boot();
  const [work, sagas] = [context.module.get(UnitOfWork), context.module.get(Sagas)];
  const start = (then: () => void) =>
    runAs({ operation: 'test' }, () =>
      work.run(async () => {
        await sagas.start(FillOrder, { order: '1', sku: 'tea' }, { id: '1' });
        then();
      }),
    );
  const rollBack = () => {
    throw new Error('rolled back');
  };
  await expect(start(rollBack)).rejects.toThrow('rolled back');
  expect(await look(context, '1')).toEqual({ status: 'unknown' });
  await start(() => undefined);
  await hasGiven('ask');
  await start(() => undefined);
  await place(context, '1');
  await pay(context, '1');
  await ended(context, '1');
  expect(made().sort()).toEqual(['ask', 'pack', 'reserve']);
});

test('what was not its input, or is no saga of the module, starts nothing', async () => {
  const context = await boot();
  const [work, sagas] = [context.module.get(UnitOfWork), context.module.get(Sagas)];
  const within = (start: () => Promise<string>) => runAs({ operation: 'test' }, () => work.run(start));
  await expect(within(() => sagas.start(FillOrder, { order: '1' } as never))).rejects.toThrow(
    'Saga fillOrder was started with another payload: /sku is missing',
  );
  await expect(within(() => sagas.start(FillOrderFaster, { order: '1', sku: '' }))).rejects.toThrow(
    'orders does not run version 2 of saga fillOrder: name it in the sagas of its module',
  );
  await expect(sagas.start(FillOrder, { order: '1', sku: '' })).rejects.toThrow(/unit of work/);
});

test('sagas go on where another process left them, and each in one of two', async () => {
  const first = await boot();
  const orders = Array.from({ length: 10 }, (_, i) => `${i}`);
  for (const order of orders) await place(first, order);
  await until(async () => made().filter((call) => call === 'ask').length === orders.length, 'all asked');
  await first.close();
  booted.splice(0);
  const [second, third] = [await boot(), await boot()];
  for (const order of orders) await pay(Number(order) % 2 ? second : third, order);
  for (const order of orders) await ended(second, order);
  const keys = given.map(({ key }) => key);
  expect(new Set(keys).size).toBe(3 * orders.length);
  expect(keys.length).toBe(3 * orders.length);
});

test('one that was begun by the release before is finished as it was begun', async () => {
  const old = await boot();
  await place(old, 'old');
  await hasGiven('ask');
  await old.close();
  booted.splice(0);
  const next = await boot(NextOrdersModule);
  await pay(next, 'old');
  await ended(next, 'old');
  expect(await look(next, 'old')).toEqual({ status: 'done' });
  expect(made().at(-1)).toBe('pack');
});

test('one whose definition is in no build says so where it waits, and goes on when that is back', async () => {
  const old = await boot();
  await place(old, 'old');
  await hasGiven('ask');
  await old.close();
  booted.splice(0);
  const next = await boot(ForgetfulOrdersModule);
  await next.makeDue();
  const reason = async () =>
    (await data.query<{ error: string }>('SELECT error FROM orders.outbox_lane WHERE error IS NOT NULL'))
      .rows;
  await until(async () => (await reason()).length > 0, 'a reason');
  expect((await reason())[0]!.error).toContain(
    "Version 1 of saga fillOrder, which old runs, is not in this build: name it in the sagas of orders's module for as long as some of it run",
  );
  await next.close();
  booted.splice(0);
  const mended = await boot(NextOrdersModule);
  await pay(mended, 'old');
  await ended(mended, 'old');
  expect(await look(mended, 'old')).toEqual({ status: 'done' });
});
