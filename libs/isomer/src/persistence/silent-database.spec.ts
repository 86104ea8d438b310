import { DataSource } from 'typeorm';
import { NotesDatabase, schemaNamed } from '../../test/notes-context';
import { type Road, roadTo } from '../../testing/road';
import { runAs } from '../call/call-context';
import { Unavailable } from '../contract/framework-errors';
import { budgetedDriver } from './budgeted-driver';
import { ConnectionBudget } from './connection-budget';
import { dataSourceOptions, roleOf } from './context-database';
import { databaseFailure } from './database-failure';
import { UnitOfWork } from './unit-of-work';

let database: NotesDatabase;
let road: Road;
let source: DataSource;
let work: UnitOfWork;
beforeAll(async () => (database = await NotesDatabase.open('notes')));
afterAll(() => database.close());
beforeEach(async () => {
  road = await roadTo(database.url);
  const driver = budgetedDriver(new ConnectionBudget(1), 1_000);
  const address = { url: road.url, role: roleOf('notes') };
  source = await new DataSource(dataSourceOptions(schemaNamed('notes'), address, { driver })).initialize();
  work = new UnitOfWork(source);
});
afterEach(async () => {
  await road.cut();
  await source.destroy();
  await road.close();
});

const inACall = <T>(what: () => Promise<T>) => runAs({ operation: 'test', deadlineMs: 30_000 }, what);
const one = async (statement = 'SELECT 1 AS n') =>
  ((await work.reader.query(statement)) as { n: number }[])[0]!.n;
const failureOf = async (promise: Promise<unknown>) => {
  const failure: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  return databaseFailure(failure) ?? failure;
};

test('a read whose server has gone silent is Unavailable, and its connection there for the next one', async () => {
  expect(await one()).toBe(1);
  road.silence();
  expect(await failureOf(one())).toBeInstanceOf(Unavailable);
  expect(await one()).toBe(1);
});

test('a unit of work whose server has gone silent is Unavailable, and its connection there for the next one', async () => {
  const silenced = inACall(() =>
    work.run(async () => {
      await work.writer.query('SELECT 1');
      road.silence();
      await work.writer.query('SELECT 2');
    }),
  );
  expect(await failureOf(silenced)).toMatchObject({ code: 'unavailable', mayHaveRun: true });
  const after = inACall(() => work.run(() => work.writer.query('SELECT 3 AS n')));
  expect(await after).toEqual([{ n: 3 }]);
});

test('an idle connection is kept however long nobody asks for anything, and watched when somebody does', async () => {
  const pid = await one('SELECT pg_backend_pid() AS n');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await one('SELECT pg_backend_pid() AS n')).toBe(pid);
  road.silence();
  expect(await failureOf(one())).toBeInstanceOf(Unavailable);
});
