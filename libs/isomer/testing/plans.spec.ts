import { pageOf } from '@isomer/kernel';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { everyone, systemOnly } from '../src/contract/access';
import { command, contract, query, stream } from '../src/contract/contract';
import { type TestDatabase, emptyDatabase } from './database';
import { callsThatReadMuch, wastefulPlans } from './plans';

describe('the plans of statements', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await emptyDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    for (const statement of [
      'CREATE TABLE large (id int PRIMARY KEY, size int, kind int)',
      'INSERT INTO large SELECT n, n % 1000, n % 2 FROM generate_series(1, 20000) n',
      'CREATE INDEX large_kind ON large (kind)',
      'CREATE TABLE small AS SELECT n FROM generate_series(1, 10) n',
      'ANALYZE large, small',
    ])
      await source.query(statement);
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });
  const isWasteful = async (text: string, values: unknown[] = []) =>
    (await wastefulPlans(source, [{ text, values }])).length > 0;

  test.each([
    ['reads a large table from end to end', 'SELECT * FROM large WHERE size = 1 LIMIT 10'],
    ['does so somewhere below', 'SELECT (SELECT count(*) FROM large l WHERE l.size = s.n) FROM small s'],
    ['sorts much to show little', 'SELECT * FROM large WHERE id > 100 AND id < 4000 ORDER BY size LIMIT 10'],
    ['writes what it has found so', 'UPDATE large SET kind = 3 WHERE size = 1'],
  ])('show one that %s', async (_, statement) => {
    expect(await isWasteful(statement)).toBe(true);
  });

  test.each([
    ['follows an index', 'SELECT * FROM large WHERE id > 100 ORDER BY id LIMIT 10'],
    ['reads a small table', 'SELECT * FROM small ORDER BY n'],
    ['sorts little', 'SELECT * FROM large WHERE id < 100 ORDER BY size LIMIT 10'],
    ['adds something', 'INSERT INTO small VALUES (1)'],
    ['has no plan', 'START TRANSACTION'],
  ])('find nothing in one that %s', async (_, statement) => {
    expect(await isWasteful(statement)).toBe(false);
  });

  test('are those for the values that it had', async () => {
    const below = 'SELECT * FROM large WHERE id < $1 ORDER BY size';
    expect(await isWasteful(below, [100])).toBe(false);
    expect(await isWasteful(below, [15_000])).toBe(true);
  });

  test('are to be looked at of lists, streams and what only the platform asks for', () => {
    const [input, item] = [z.object({}), z.object({ id: z.string() })];
    class Api extends contract('sample', {
      list: query({ input, output: pageOf(item), access: everyone }),
      batch: query({ input, output: z.object({ found: z.array(item) }), access: everyone }),
      read: query({ input, output: item, access: everyone }),
      watch: stream({ input, output: item, access: everyone }),
      write: command({ input, output: item, access: everyone }),
      purge: command({ input, output: item, access: systemOnly }),
    }) {}
    expect(callsThatReadMuch(Api)).toEqual(['list', 'batch', 'watch', 'purge']);
  });
});
