import { DataSource } from 'typeorm';
import { Aborted, DeadlineExceeded, Unavailable } from '../contract/framework-errors';
import { databaseFailure } from './database-failure';
import { NotesDatabase, schemaNamed } from '../../test/notes-context';
import { connection, dataSourceOptions, roleOf } from './context-database';
import { Databases } from './databases';

let database: NotesDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await NotesDatabase.open('notes');
  ({ source } = await database.use('notes'));
  await source.query(`INSERT INTO note (text) VALUES ('a'), ('b')`);
});
afterAll(() => database.close());

const failureOf = (work: Promise<unknown>) => work.then(() => undefined, databaseFailure);

test('a server that is not there is unavailable, and a retry may help', async () => {
  const options = dataSourceOptions(schemaNamed('notes'), { url: 'postgres://isomer@127.0.0.1:1/isomer' });
  const failure = await failureOf(new DataSource(options).initialize());
  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure).toMatchObject({ mayHaveRun: false, details: { retryAfterMs: 1_000 } });
});

test('a statement that nobody waits for any more is given up by the server', async () => {
  const databases = new Databases({ notes: { url: database.url, role: roleOf('notes') } }, 1);
  const own = await new DataSource(databases.optionsOf(schemaNamed('notes'))).initialize();
  expect(await own.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '15s' }]);
  await own.destroy();
});

test('a statement that is cancelled is past its deadline', async () => {
  const slow = source.transaction(async (manager) => {
    await manager.query('SET LOCAL statement_timeout = 20');
    await manager.query('SELECT pg_sleep(30)');
  });
  expect(await failureOf(slow)).toBeInstanceOf(DeadlineExceeded);
});

test('of two transactions that wait for each other one is aborted and may be tried again', async () => {
  const lock = (text: string) => `UPDATE note SET text = text WHERE text = '${text}'`;
  let firstLocks = 0;
  let both!: () => void;
  const locked = new Promise<void>((resolve) => (both = resolve));
  const transaction = (first: string, second: string) =>
    source.transaction(async (manager) => {
      await manager.query(lock(first));
      if (++firstLocks === 2) both();
      await locked;
      await manager.query(lock(second));
    });
  const failures = await Promise.all([failureOf(transaction('a', 'b')), failureOf(transaction('b', 'a'))]);
  const aborted = failures.filter(Boolean);
  expect(aborted).toEqual([expect.any(Aborted)]);
  expect(aborted[0]!.retryable).toBe(true);
});

test.each([
  ['53300', Unavailable],
  ['53100', Unavailable],
  ['40001', Aborted],
  ['57P03', Unavailable],
  ['25P03', DeadlineExceeded],
  ['25P04', DeadlineExceeded],
  ['08006', Unavailable],
])('SQLSTATE %s is the error that says what a caller can do', (code, type) => {
  expect(databaseFailure(Object.assign(new Error('x'), { code }))).toBeInstanceOf(type);
});

test.each(['SELECT nonsense', 'SELECT 1 / 0', 'INSERT INTO note (text) VALUES (NULL)'])(
  '%s is our own mistake',
  async (statement) => {
    expect(await failureOf(source.query(statement))).toBeUndefined();
  },
);

test.each([undefined, null, 'text', new Error('x'), { code: 7 }])(
  '%p says nothing about a database',
  (error) => {
    expect(databaseFailure(error)).toBeUndefined();
  },
);

test('a URL may name the folder of a socket, and its parts are taken apart', () => {
  expect(connection('postgres://a%40b:c%2Fd@localhost/isomer?host=%2Fvar%2Frun%2Fpg&port=5433')).toEqual({
    host: '/var/run/pg',
    port: 5433,
    username: 'a@b',
    password: 'c/d',
    database: 'isomer',
  });
  expect(connection('postgres://a:b@db:5432/isomer')).toEqual({ url: 'postgres://a:b@db:5432/isomer' });
});
