import { arrange, part, placements } from '../../testing/arrange';
import { collectLog } from '../../testing/collect-log';
import { CallContext, runAs } from '../call/call-context';
import { Cancelled, DeadlineExceeded, FailedPrecondition } from '../contract/framework-errors';
import { databaseFailure } from './database-failure';
import { NotesApi, NotesDatabase } from '../../test/notes-context';

let database: NotesDatabase;
let notes: Awaited<ReturnType<NotesDatabase['use']>>;
beforeAll(async () => {
  database = await NotesDatabase.open('notes');
  notes = await database.use('notes');
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const log = collectLog();
const inACall = <T>(work: () => Promise<T>, deadlineMs?: number) =>
  runAs({ operation: 'test', deadlineMs }, work);

test('what is written in a unit of work is there when it ends', async () => {
  const note = await inACall(() => notes.work.run(() => notes.write('kept')));
  expect(note).toMatchObject({ text: 'kept' });
  expect(await database.texts()).toEqual(['kept']);
});

test('what is written in a unit of work that fails is not there', async () => {
  const failing = inACall(() =>
    notes.work.run(async () => {
      await notes.write('lost');
      throw new Error('changed my mind');
    }),
  );
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await database.texts()).toEqual([]);
});

test('nothing is written outside a unit of work', async () => {
  expect(() => notes.work.writer).toThrow('Writes belong in a unit of work');
  await inACall(async () => expect(() => notes.work.writer).toThrow('Writes belong in a unit of work'));
  await inACall(async () => {
    await notes.work.run(() => notes.write('kept'));
    expect(() => notes.work.writer).toThrow('Writes belong in a unit of work');
  });
});

test('a read inside a unit of work sees what it has written, and one outside does not yet', async () => {
  const count = async () =>
    ((await notes.work.reader.query('SELECT count(*)::int AS n FROM note')) as { n: number }[])[0]!.n;
  await inACall(async () => {
    await notes.work.run(async () => {
      await notes.write('kept');
      expect(await count()).toBe(1);
      expect(await database.texts()).toEqual([]);
    });
    expect(await count()).toBe(1);
  });
  expect(await count()).toBe(1);
});

test('a unit of work needs a call around it', async () => {
  await expect(notes.work.run(() => notes.write('lost'))).rejects.toThrow(
    'needs a call around it; see runAs()',
  );
});

test('a unit of work inside another is refused, and the outer one with it unless it catches that', async () => {
  const nested = inACall(() =>
    notes.work.run(async () => {
      await notes.write('lost');
      return notes.work.run(() => notes.write('lost too'));
    }),
  );
  await expect(nested).rejects.toThrow('A unit of work is open already');
  expect(await database.texts()).toEqual([]);
});

test('a statement has no more time than the call, and what was written before it is undone', async () => {
  const slow = inACall(
    () =>
      notes.work.run(async () => {
        await notes.write('lost');
        await notes.work.writer.query('SELECT pg_sleep(30)');
      }),
    200,
  );
  const failure = await slow.catch((error: unknown) => error);
  expect(databaseFailure(failure)).toBeInstanceOf(DeadlineExceeded);
  expect(await database.texts()).toEqual([]);
});

test('surroundings of its own hide no open transaction from the calls in them', async () => {
  const hidden = inACall(() => notes.work.run(() => inACall(async () => undefined)));
  await expect(hidden).rejects.toThrow('test begins while a transaction is open');
});

test('all statements together have no more time than the call', async () => {
  const slow = inACall(
    () =>
      notes.work.run(async () => {
        await notes.write('lost');
        await notes.work.writer.query('SELECT pg_sleep(1)');
        await notes.work.writer.query('SELECT pg_sleep(30)');
      }),
    2_000,
  );
  const failure = await slow.catch((error: unknown) => error);
  expect(failure).toMatchObject({ driverError: { code: '25P04' } });
  expect(databaseFailure(failure)).toBeInstanceOf(DeadlineExceeded);
  expect(await database.texts()).toEqual([]);
});

test('a connection that is lost in a unit of work is Unavailable, and the next one works', async () => {
  const cut = inACall(() =>
    notes.work.run(async () => {
      await notes.write('lost');
      await database.killConnection(notes.work);
    }),
  );
  await expect(cut).rejects.toMatchObject({ code: 'unavailable', mayHaveRun: true });
  await inACall(() => notes.work.run(() => notes.write('kept')));
  expect(await database.texts()).toEqual(['kept']);
});

describe.each(placements)('a contract call to a context %s', (placed) => {
  const answer = async () => ({ id: 1, text: '' });
  const callInside = async (handle: (call: () => Promise<unknown>) => Promise<unknown>) => {
    const others = { rewrite: answer, logIn: answer };
    const client = await arrange(
      placed,
      part(
        NotesApi,
        (client) => ({
          ...others,
          read: async () => ({ texts: [] }),
          write: async () => {
            await handle(() => client(NotesApi).read({}));
            return { id: 1, text: '' };
          },
        }),
        notes.store,
      ),
    );
    return client(NotesApi).write({ text: '' });
  };

  test('inside a unit of work is refused, and nothing is half-written', async () => {
    let refusal: unknown;
    const done = callInside((call) =>
      notes.work.run(async () => {
        await notes.write('lost');
        await call().catch((reason: unknown) => {
          refusal = reason;
          throw reason;
        });
      }),
    );
    await expect(done).rejects.toMatchObject({ code: 'internal' });
    expect(refusal).toBeInstanceOf(FailedPrecondition);
    expect((refusal as Error).message).toBe(
      'notes.write calls notes.read while its transaction is open; read first, then open the unit of work',
    );
    expect(log.join()).toContain('while its transaction is open');
    expect(await database.texts()).toEqual([]);
    expect(await database.stored()).toEqual([]);
  });

  test('before and after a unit of work is served', async () => {
    await callInside(async (call) => {
      await call();
      await notes.work.run(() => notes.write('kept'));
      await call();
      throw new Error('enough');
    }).catch(() => undefined);
    expect(await database.texts()).toEqual(['kept']);
  });
});

test('what nobody waits for any more is not committed', async () => {
  const given = inACall(() =>
    notes.work.run(async () => {
      await notes.write('late');
      CallContext.current!.cancellation.end(new Cancelled('The caller gave up'));
    }),
  );
  await expect(given).rejects.toThrow(Cancelled);
  expect(await database.texts()).toEqual([]);
});

test('a unit of work that gets its connection too late does not begin', async () => {
  const begun: string[] = [];
  const given = inACall(async () => {
    CallContext.current!.cancellation.end(new Cancelled('The caller gave up'));
    await notes.work.run(async () => void begun.push('begun'));
  });
  await expect(given).rejects.toThrow(Cancelled);
  expect(begun).toEqual([]);
});
