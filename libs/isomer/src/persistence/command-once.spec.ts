import { createHash, createHmac } from 'node:crypto';
import { type Placed, arrange, part } from '../../testing/arrange';
import { collectLog } from '../../testing/collect-log';
import { Bindings } from '../call/bindings';
import { type RootOptions, runAs } from '../call/call-context';
import { dispatcher } from '../call/dispatch';
import { ServedCall } from '../call/served-call';
import { DeadlineExceeded, IdempotencyKeyReused, Internal, Unavailable } from '../contract/framework-errors';
import { type OutgoingCall, type Transport } from '../transport/transport';
import { type Note, NotesApi, NotesDatabase, TextTaken } from '../../test/notes-context';

let database: NotesDatabase;
let notes: Awaited<ReturnType<NotesDatabase['use']>>;
beforeAll(async () => {
  database = await NotesDatabase.open('notes', 'ledger');
  notes = await database.use('notes');
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const log = collectLog();
const unused = async () => ({ id: 0, text: '' });

type Write = (text: string) => Promise<Note>;
const once: Write = (text) => notes.work.run(() => notes.write(text));

/** A client of notes that are written as `write` does it. */
const written = async (write: Write = once, placed: Placed = 'here', { store } = notes) => {
  const handle = ({ text }: { text: string }) => write(text);
  const client = await arrange(
    placed,
    part(
      NotesApi,
      () => ({ write: handle, rewrite: handle, logIn: handle, read: async () => ({ texts: [] }) }),
      store,
    ),
  );
  return client(NotesApi);
};
const as = <T>(work: () => Promise<T>, options: Partial<RootOptions> = {}) =>
  runAs({ operation: 'test', idempotencyKey: 'key-1', ...options }, work);

describe.each<Placed>(['here', 'elsewhere'])('a command of a context %s', (placed) => {
  test('answers a retry under its key with its first answer, and is done once', async () => {
    const client = await written(once, placed);
    const first = await as(() => client.write({ text: 'a' }));
    expect(await as(() => client.write({ text: 'a' }))).toEqual(first);
    expect(await database.texts()).toEqual(['a']);
  });

  test('refuses another input under its key, and does nothing', async () => {
    const client = await written(once, placed);
    await as(() => client.write({ text: 'a' }));
    await expect(as(() => client.write({ text: 'b' }))).rejects.toThrow(IdempotencyKeyReused);
    expect(await database.texts()).toEqual(['a']);
  });

  test('is done again under another key, for another caller and as another command', async () => {
    const client = await written(once, placed);
    await as(() => client.write({ text: 'a' }));
    await as(() => client.write({ text: 'b' }), { idempotencyKey: 'key-2' });
    await as(() => client.write({ text: 'c' }), { principal: { kind: 'member', id: 'm1' } });
    await as(() => client.rewrite({ text: 'd' }));
    expect(await database.texts()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is done as often as it is asked for where nobody brought a key', async () => {
    const client = await written(once, placed);
    for (let i = 0; i < 2; i++) await as(() => client.write({ text: 'a' }), { idempotencyKey: undefined });
    expect(await database.texts()).toEqual(['a', 'a']);
  });

  test('takes the digest of a request for its input where it has one', async () => {
    const client = await written(once, placed);
    const first = await as(() => client.write({ text: 'a' }), { fingerprint: 'one body' });
    expect(await as(() => client.write({ text: 'made from it anew' }), { fingerprint: 'one body' })).toEqual(
      first,
    );
    await expect(as(() => client.write({ text: 'a' }), { fingerprint: 'another body' })).rejects.toThrow(
      IdempotencyKeyReused,
    );
  });
});

test('duplicates that run at once in two processes are done once and all get the same answer', async () => {
  const other = await database.use('notes');
  const clients = [
    await written(),
    await written((text) => other.work.run(() => other.write(text)), 'here', other),
  ];
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => as(() => clients[i % 2]!.write({ text: 'a' }))),
  );
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await database.texts()).toEqual(['a']);
});

test('of two inputs at once under one key one is done and the other refused', async () => {
  const client = await written();
  const outcomes = await Promise.allSettled([
    as(() => client.write({ text: 'a' })),
    as(() => client.write({ text: 'b' })),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: expect.any(IdempotencyKeyReused),
  });
  expect(await database.texts()).toHaveLength(1);
});

test('a duplicate waits for the first one no longer than its deadline', async () => {
  let finish!: () => void;
  let begun!: () => void;
  const started = new Promise<void>((resolve) => (begun = resolve));
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const client = await written((text) =>
    notes.work.run(async () => {
      begun();
      await finished;
      return notes.write(text);
    }),
  );
  const first = as(() => client.write({ text: 'a' }));
  await started;
  await expect(as(() => client.write({ text: 'a' }), { deadlineMs: 200 })).rejects.toThrow(DeadlineExceeded);
  finish();
  await first;
  expect(await database.texts()).toEqual(['a']);
});

test('one that hangs gives its key, its locks and its connection back at its deadline', async () => {
  let hang = true;
  const client = await written((text) =>
    notes.work.run(async () => {
      const note = await notes.write(text);
      if (hang) await new Promise(() => undefined);
      return note;
    }),
  );
  await expect(as(() => client.write({ text: 'a' }), { deadlineMs: 200 })).rejects.toThrow(DeadlineExceeded);
  hang = false;
  await as(() => client.write({ text: 'a' }));
  expect(await database.texts()).toEqual(['a']);
});

test('a duplicate of one that fails takes its place', async () => {
  let runs = 0;
  const client = await written((text) =>
    notes.work.run(async () => {
      const note = await notes.write(text);
      if (++runs === 1) throw new TextTaken();
      return note;
    }),
  );
  const outcomes = await Promise.allSettled([
    as(() => client.write({ text: 'a' })),
    as(() => client.write({ text: 'a' })),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await database.texts()).toEqual(['a']);
});

test('a failure is not kept: nothing is stored, and a retry under its key runs', async () => {
  let fail = true;
  const client = await written((text) =>
    notes.work.run(async () => {
      const note = await notes.write(text);
      if (fail) throw new TextTaken();
      return note;
    }),
  );
  await expect(as(() => client.write({ text: 'a' }))).rejects.toThrow(TextTaken);
  expect([await database.texts(), await database.stored()]).toEqual([[], []]);
  fail = false;
  await as(() => client.write({ text: 'a' }));
  expect(await database.texts()).toEqual(['a']);
});

test('a crash before the commit leaves neither the effect nor the result, and a retry has both', async () => {
  let crash = true;
  const client = await written((text) =>
    notes.work.run(async () => {
      const note = await notes.write(text);
      if (crash) await database.killConnection(notes.work);
      return note;
    }),
  );
  const failure = await as(() => client.write({ text: 'a' })).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure).toMatchObject({ mayHaveRun: true });
  expect([await database.texts(), await database.stored()]).toEqual([[], []]);
  crash = false;
  await as(() => client.write({ text: 'a' }));
  expect([await database.texts(), (await database.stored()).length]).toEqual([['a'], 1]);
});

test('a crash between the commit and the answer leaves the answer for a retry, and no second effect', async () => {
  const bindings = new Bindings([NotesApi], new Set(['notes']), undefined);
  bindings.serve(
    new ServedCall(
      bindings.operation('notes', 'write'),
      { handle: (input) => once((input as Note).text) },
      notes.store,
    ),
  );
  const serve = dispatcher(NotesApi, bindings.servedBy('notes'));
  let lost = 0;
  const call = async (outgoing: OutgoingCall) => {
    const reply = await serve({ ...outgoing, onEnd: () => undefined });
    if (++lost === 1)
      throw Object.assign(new Error('its process is gone'), { code: 'Unavailable', mayHaveRun: true });
    return reply;
  };
  const client = new Bindings([NotesApi], new Set(), { call } as Transport).client(NotesApi);
  await expect(as(() => client.write({ text: 'a' }))).rejects.toMatchObject({
    code: 'unavailable',
    mayHaveRun: true,
  });
  expect(await as(() => client.write({ text: 'a' }))).toEqual({ id: expect.any(Number), text: 'a' });
  expect(await database.texts()).toEqual(['a']);
});

test('a command inside a command is done once, however often that one is retried', async () => {
  const ledger = await database.use('ledger');
  class LedgerApi extends NotesApi {
    static override readonly contract = { ...NotesApi.contract, name: 'ledger' };
  }
  let crash = true;
  const client = await arrange(
    'elsewhere',
    part(
      LedgerApi,
      () => ({
        write: ({ text }) => ledger.work.run(() => ledger.write(text)),
        rewrite: unused,
        logIn: unused,
        read: async () => ({ texts: [] }),
      }),
      ledger.store,
    ),
    part(
      NotesApi,
      (other) => ({
        write: async ({ text }) => {
          await other(LedgerApi).write({ text: `${text} was written` });
          if (crash) throw new Error('a crash');
          return once(text);
        },
        rewrite: unused,
        logIn: unused,
        read: async () => ({ texts: [] }),
      }),
      notes.store,
    ),
  );
  await expect(as(() => client(NotesApi).write({ text: 'a' }))).rejects.toMatchObject({ code: 'internal' });
  crash = false;
  await as(() => client(NotesApi).write({ text: 'a' }));
  expect([await database.texts('ledger'), await database.texts()]).toEqual([['a was written'], ['a']]);
});

test.each<[string, Write, why: RegExp]>([
  [
    'no unit of work',
    unused,
    /^notes\.write failed .*A command must write in a unit of work, or be declared exempt/,
  ],
  [
    'two units of work',
    async (text) => {
      await once(text);
      return once(text);
    },
    /^notes\.write failed .*A command writes in one unit of work/,
  ],
  [
    'an answer that its unit of work did not return',
    async (text) => ({ ...(await once(text)) }),
    /^notes\.write failed .*must answer what its unit of work returned/,
  ],
  [
    'an answer that its contract does not allow',
    (text) => notes.work.run(async () => ({ ...(await notes.write(text)), id: 'x' as never })),
    /^notes\.write failed .*expected number/s,
  ],
])('a command with %s is a mistake of its author, and the log says which', async (_, write, why) => {
  const client = await written(write);
  await expect(as(() => client.write({ text: 'a' }))).rejects.toMatchObject({
    code: 'internal',
    details: { id: expect.any(String) },
  });
  expect(log).toEqual([expect.stringMatching(why)]);
});

test('an answer that its contract does not allow is not stored, and what was written with it is undone', async () => {
  const client = await written((text) =>
    notes.work.run(async () => ({ ...(await notes.write(text)), id: 'x' as never })),
  );
  await as(() => client.write({ text: 'a' })).catch(() => undefined);
  expect([await database.texts(), await database.stored()]).toEqual([[], []]);
});

test('an exempt command stores nothing and may write as it likes', async () => {
  const client = await written(async (text) => {
    await once(text);
    return unused();
  });
  for (let i = 0; i < 2; i++) await as(() => client.logIn({ text: 'a', password: 'hunter2' }));
  expect([await database.texts(), await database.stored()]).toEqual([['a', 'a'], []]);
});

test('a password in the input cannot be guessed back from what is stored without the secret', async () => {
  const input = { text: 'a', password: 'hunter2' };
  await as(async () => (await written()).write(input));
  const [row] = await database.stored();
  const text = JSON.stringify(input);
  expect(Buffer.concat([row!.scope, row!.fingerprint, Buffer.from(row!.result!)]).includes('hunter2')).toBe(
    false,
  );
  const guesses = ['sha256', 'sha512', 'sha1', 'md5'].map((algorithm) =>
    createHash(algorithm).update(text).digest('hex'),
  );
  expect(guesses).not.toContain(row!.fingerprint.toString('hex'));
  expect(row!.fingerprint).not.toEqual(createHmac('sha256', 'a guessed secret').update(text).digest());
  expect(row!.fingerprint).toEqual(createHmac('sha256', notes.store.secret).update(text).digest());
});

test('keys live for a day, and what is past that is swept in bites', async () => {
  const client = await written();
  for (const idempotencyKey of ['a', 'b', 'c', 'd'])
    await as(() => client.write({ text: 'a' }), { idempotencyKey });
  expect(await notes.store.sweep()).toBe(0);
  const { rows } = await database.admin.query<{ hours: number }>(
    'SELECT round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM notes.idempotency',
  );
  expect(rows.map(({ hours }) => hours)).toEqual([24, 24, 24, 24]);
  await database.admin.query(
    `UPDATE notes.idempotency SET expires_at = now() - interval '1 s' WHERE scope IN (SELECT scope FROM notes.idempotency LIMIT 3)`,
  );
  expect([await notes.store.sweep(2), await notes.store.sweep(2), await notes.store.sweep(2)]).toEqual([
    2, 1, 0,
  ]);
  expect(await database.stored()).toHaveLength(1);
});

test('a key that is past its life is a new one, swept or not', async () => {
  const client = await written();
  await as(() => client.write({ text: 'a' }));
  await database.admin.query("UPDATE notes.idempotency SET expires_at = now() - interval '1 s'");
  expect(await as(() => client.write({ text: 'b' }))).toMatchObject({ text: 'b' });
  await expect(as(() => client.write({ text: 'a' }))).rejects.toThrow(IdempotencyKeyReused);
  expect(await database.texts()).toEqual(['a', 'b']);
});

test('a result that is too large to travel is not committed', async () => {
  const large = await written((text) =>
    notes.work.run(async () => ({ ...(await notes.write(text)), text: 'x'.repeat(1_100_000) })),
  );
  await expect(as(() => large.write({ text: 'a' }))).rejects.toThrow(Internal);
  expect(await database.texts()).toEqual([]);
});

test('of two units of work at once in one command neither counts', async () => {
  const client = await written(async (text) => {
    const [first] = await Promise.all([once(text), once(text)]);
    return first;
  });
  await expect(as(() => client.write({ text: 'a' }))).rejects.toThrow(Internal);
  expect(log.join('\n')).toContain('A command writes in one unit of work');
});
