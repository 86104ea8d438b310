import { QueryFailedError } from 'typeorm';
import { NotesDatabase } from '../../test/notes-context';
import { runPrepared } from './prepared';

let notes: NotesDatabase;
beforeAll(async () => {
  notes = await NotesDatabase.open('notes');
});
afterAll(() => notes.close());

const add = { name: 'add', text: 'SELECT $1::int + 1 AS sum' };

test('a statement is parsed once for each connection', async () => {
  const { source } = await notes.use('notes');
  await source.transaction(async (transaction) => {
    for (const n of [1, 2, 3]) expect(await runPrepared(transaction, add, [n])).toEqual([{ sum: n + 1 }]);
    expect(await transaction.query('SELECT name FROM pg_prepared_statements')).toEqual([{ name: 'add' }]);
  });
});

test('one that fails has failed as any other does', async () => {
  const { source } = await notes.use('notes');
  const failing = source.transaction((transaction) => runPrepared(transaction, add, ['one']));
  await expect(failing).rejects.toThrow(QueryFailedError);
  await expect(failing).rejects.toMatchObject({ driverError: { code: '22P02' } });
});

test('it is not run on a connection that others may have by now', async () => {
  const { source } = await notes.use('notes');
  const transaction = await source.transaction(async (manager) => manager);
  await expect(runPrepared(transaction, add, [1])).rejects.toThrow('released');
});
