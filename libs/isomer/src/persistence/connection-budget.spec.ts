import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { until } from '../../testing/until';
import { ResourceExhausted } from '../contract/framework-errors';
import { budgetedDriver } from './budgeted-driver';
import { ConnectionBudget } from './connection-budget';

const total = 4;
/** A login that Postgres itself holds to the total: one connection too many is an error, not a matter of luck. */
const login = `budget_${randomBytes(4).toString('hex')}`;

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await emptyDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`CREATE ROLE ${login} LOGIN CONNECTION LIMIT ${total}`);
});
afterAll(async () => {
  await admin.query(`DROP ROLE ${login}`);
  await admin.end();
  await database.drop();
});

let pools: pg.Pool[];
beforeEach(() => (pools = []));
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await until(async () => (await connections()) === 0, 'the end of all connections');
});

function poolsOf(budget: ConnectionBudget, count: number): pg.Pool[] {
  const { Pool } = budgetedDriver(budget);
  const url = new URL(database.url);
  url.username = login;
  pools = Array.from({ length: count }, () => {
    const pool = new Pool({ connectionString: url.href, idleTimeoutMillis: 30_000 });
    pool.on('error', () => undefined);
    return pool;
  });
  return pools;
}

async function connections(): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1',
    [login],
  );
  return rows[0]!.n;
}

test('three busy contexts never have more connections than there are in total, and each gets its work done', async () => {
  const busy = poolsOf(new ConnectionBudget(total), 3);
  const work = async (pool: pg.Pool, i: number) =>
    (await pool.query<{ i: number }>('SELECT $1::int AS i, pg_sleep(0.001)', [i])).rows[0]!.i;
  for (let round = 0; round < 5; round++) {
    const asked = busy.flatMap((pool) => Array.from({ length: 40 }, (_, i) => work(pool, i)));
    expect(await Promise.all(asked)).toEqual(busy.flatMap(() => Array.from({ length: 40 }, (_, i) => i)));
    // One alone takes all there is, so that the others' connections are in its way in the next round.
    await Promise.all(Array.from({ length: 40 }, (_, i) => work(busy[round % 3]!, i)));
  }
  expect(await connections()).toBeLessThanOrEqual(total);
});

test('a greedy context leaves one connection to each of the others', async () => {
  const [greedy, quiet, quieter] = poolsOf(new ConnectionBudget(total), 3) as [pg.Pool, pg.Pool, pg.Pool];
  const held = [await greedy.connect(), await greedy.connect()];
  const more = greedy.connect();
  expect((await quiet.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  const [a, b] = await Promise.all([quiet.connect(), quieter.connect()]);
  expect(await connections()).toBe(total);
  for (const client of [...held, a, b]) client.release();
  (await more).release();
});

test('idle connections of others are closed to make room', async () => {
  const [first, second] = poolsOf(new ConnectionBudget(total), 2) as [pg.Pool, pg.Pool];
  const firsts = await Promise.all([first.connect(), first.connect(), first.connect()]);
  firsts.forEach((client) => client.release());
  expect(first.idleCount).toBe(3);
  const seconds = await Promise.all([second.connect(), second.connect(), second.connect()]);
  expect(await connections()).toBeLessThanOrEqual(total);
  expect([first.totalCount, second.totalCount]).toEqual([1, 3]);
  seconds.forEach((client) => client.release());
});

test('who waits is served in the order of asking, and in vain no longer than a while', async () => {
  const budget = new ConnectionBudget(1, 100);
  const [pool] = poolsOf(budget, 1) as [pg.Pool];
  const held = await pool.connect();
  const inVain = pool.connect();
  await expect(inVain).rejects.toThrow(ResourceExhausted);
  await expect(inVain).rejects.toMatchObject({
    message: 'Every database connection is in use',
    details: { retryAfterMs: 1_000 },
  });

  const order: number[] = [];
  const waiting = [1, 2, 3].map(async (n) => {
    const client = await pool.connect();
    order.push(n);
    client.release();
  });
  held.release();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
});

test('a connection that cannot be opened takes nothing from the budget', async () => {
  const budget = new ConnectionBudget(1, 500);
  const [pool] = poolsOf(budget, 1) as [pg.Pool];
  await admin.query(`ALTER ROLE ${login} NOLOGIN`);
  for (let i = 0; i < 3; i++) await expect(pool.connect()).rejects.toMatchObject({ code: '28000' });
  await admin.query(`ALTER ROLE ${login} LOGIN`);
  expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('a connection that breaks in use is given back, and another takes its place', async () => {
  const [pool] = poolsOf(new ConnectionBudget(1, 500), 1) as [pg.Pool];
  for (let i = 0; i < 3; i++) {
    const client = await pool.connect();
    const broken = new Promise((resolve) => client.on('error', resolve));
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await admin.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
    client.release((await broken) as Error);
  }
  expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('who waits in vain for room to open a connection gives up its place, too', async () => {
  const budget = new ConnectionBudget(2, 20);
  let closed!: () => void;
  const full = { open: 2, spare: 1, shrink: (done: () => void) => void (closed = done) };
  const empty = { open: 0, spare: 0, shrink: () => undefined };
  budget.join(full);
  budget.join(empty);
  const acquired = () => new Promise((resolve) => budget.acquire(empty, resolve));
  expect(await acquired()).toBeInstanceOf(ResourceExhausted);
  full.open = 1;
  closed();
  expect(await acquired()).toBeUndefined();
});

test('a statement that fails gives its connection back', async () => {
  const [pool] = poolsOf(new ConnectionBudget(1, 500), 1) as [pg.Pool];
  for (let i = 0; i < 3; i++)
    await expect(pool.query('SELECT nonsense')).rejects.toMatchObject({ code: '42703' });
  expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('there is a connection for each context or the process does not start', () => {
  expect(() => poolsOf(new ConnectionBudget(2), 3)).toThrow(
    'DATABASE_CONNECTIONS is 2, but 3 contexts here need one each',
  );
});

test('a pool that is closed leaves its share to the others', async () => {
  const budget = new ConnectionBudget(2);
  const [first] = poolsOf(budget, 1) as [pg.Pool];
  await first.end();
  poolsOf(budget, 2);
  const [second, third] = pools as [pg.Pool, pg.Pool];
  const held = [await second.connect()];
  const more = second.connect().then((client) => held.push(client));
  held.push(await third.connect());
  expect(await connections()).toBe(2);
  held.forEach((client) => client.release());
  await more;
  held.at(-1)!.release();
});

test('contexts that are busy at once keep their connections instead of closing each other’s', async () => {
  const busy = poolsOf(new ConnectionBudget(total), 2);
  const backends = new Set<number>();
  const ask = async (pool: pg.Pool) => {
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    backends.add(rows[0]!.pid);
  };
  // Each request asks one and then the other, as a controller does; more of them than there are connections.
  const request = async () => {
    for (let i = 0; i < 25; i++) for (const pool of busy) await ask(pool);
  };
  await Promise.all(Array.from({ length: 2 * total }, request));
  // 400 queries: a few connections more than the total may come and go, hundreds may not.
  expect(backends.size).toBeLessThanOrEqual(3 * total);
});
