import { ConsoleLogger, Injectable, Module, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { OutboxSweeper } from '../event/outbox-sweeper';
import { MemoryNetwork } from '../../testing/memory-transport';
import { until } from '../../testing/until';
import { runAs } from '../call/call-context';
import { Settings } from '../configuration/settings';
import { everyone } from '../contract/access';
import { type Handler, contract, query } from '../contract/contract';
import { roleOf } from '../persistence/context-database';
import { Databases } from '../persistence/databases';
import { migrate } from '../persistence/migrate';
import { type Note, NewNote, Note as NoteSchema, NotesApi, schemaNamed } from '../../test/notes-context';
import { UnitOfWork } from '../persistence/unit-of-work';
import { throwAwayServiceKeys } from '../service-keys/made-service-keys';
import type { ServiceKeys } from '../service-keys/service-keys';
import { ContextModule, declarationOf, schemaOf } from './context-module';
import { IsomerModule } from './isomer.module';
import { Placement } from './placement';
import { Serving } from './serving';

class ReaderApi extends contract('reader', {
  read: query({ input: NewNote, output: NoteSchema, access: everyone }),
}) {}

@Injectable()
class Write implements Handler<typeof NotesApi, 'write'> {
  static pause?: Promise<void>;
  static begun = 0;

  constructor(private readonly work: UnitOfWork) {}

  async handle({ text }: { text: string }): Promise<Note> {
    Write.begun++;
    await Write.pause;
    return this.work.run(async () => {
      const rows: Note[] = await this.work.writer.query(
        'INSERT INTO note (text) VALUES ($1) RETURNING id, text',
        [text],
      );
      return rows[0]!;
    });
  }
}
Reflect.defineMetadata('design:paramtypes', [UnitOfWork], Write);

@Injectable()
class Read implements Handler<typeof NotesApi, 'read'> {
  constructor(private readonly work: UnitOfWork) {}

  async handle(): Promise<{ texts: string[] }> {
    const rows: Note[] = await this.work.reader.query('SELECT text FROM note ORDER BY id');
    return { texts: rows.map(({ text }) => text) };
  }
}

@ContextModule({
  contract: NotesApi,
  calls: { write: Write, rewrite: Write, logIn: Write, read: Read },
  migrations: schemaNamed('notes').migrations as never,
})
class NotesModule {}

/** A plain Nest service that has the contract injected: it cannot know where notes run. */
@Injectable()
class ReadByWriting implements Handler<typeof ReaderApi, 'read'> {
  constructor(readonly notes: NotesApi) {}

  handle(input: { text: string }): Promise<Note> {
    return this.notes.write(input);
  }
}

@ContextModule({ contract: ReaderApi, calls: { read: ReadByWriting } })
class ReaderModule {}

let database: TestDatabase;
const running: TestingModule[] = [];
beforeAll(async () => {
  database = await emptyDatabase();
  await migrate({
    adminUrl: database.url,
    schemas: [NotesModule, ReaderModule].map((module) => schemaOf(declarationOf(module))),
  });
});
afterEach(async () => {
  Write.pause = undefined;
  await Promise.all(running.splice(0).map((module) => module.close()));
});
afterAll(() => database.drop());

@Module({ providers: [ReadByWriting], exports: [ReadByWriting] })
class ConsumerModule {}

async function processWith(
  here: string[],
  network?: MemoryNetwork,
  contexts: Type[] = [NotesModule, ReaderModule],
  keys?: ServiceKeys,
): Promise<TestingModule> {
  const address = (name: string) => [name, { url: database.url, role: roleOf(name) }] as const;
  const module = await Test.createTestingModule({
    imports: [
      IsomerModule.forRoot({
        contexts,
        here,
        settings: new Settings('http://localhost', 'a secret for tests that is long enough'),
        databases: new Databases(Object.fromEntries(here.map(address)), 4),
        transport: network?.transport(),
        keys,
        version: '1.2.3',
      }),
      ConsumerModule,
    ],
  }).compile();
  await module.init();
  running.push(module);
  return module;
}

test('a consumer gets the contract by its class, and the same code runs with it here or elsewhere', async () => {
  const network = new MemoryNetwork();
  const whole = await processWith(['notes', 'reader']);
  await processWith(['notes'], network);
  await processWith(['reader'], network);
  const edge = await processWith([], network);
  for (const module of [whole, edge]) {
    expect(module.get(ReadByWriting).notes).toBeInstanceOf(NotesApi);
    const reader: ReaderApi = module.get(ReaderApi as unknown as Type<ReaderApi>);
    expect(await reader.read({ text: 'a' })).toEqual({ id: expect.any(Number), text: 'a' });
  }
});

test('a process knows what runs in it and which replicas serve the rest', async () => {
  const network = new MemoryNetwork();
  await processWith(['notes'], network);
  await processWith(['notes'], network);
  const reader = await processWith(['reader'], network);
  expect(reader.get(Placement)).toEqual({ here: ['reader'], remote: ['notes'] });
  const replicas = await reader.get(Serving).remoteReplicas();
  expect([...replicas].map(([name, list]) => [name, list.map(({ version }) => version)])).toEqual([
    ['notes', ['1.2.3', '1.2.3']],
  ]);
});

test('a process whose contract cannot talk to what runs does not start, and says why', async () => {
  const network = new MemoryNetwork();
  const calls = {
    read: query({
      input: NewNote.extend({ locale: NewNote.shape.text }),
      output: NoteSchema,
      access: everyone,
    }),
  };
  class NextReaderApi extends contract('reader', calls) {}
  @ContextModule({ contract: NextReaderApi, calls: { read: ReadByWriting } })
  class NextReaderModule {}
  await processWith(['reader'], network, [NextReaderModule, NotesModule]);
  await expect(processWith(['notes'], network)).rejects.toThrow(
    'Contracts that cannot talk: reader.read input /locale is required but may be missing',
  );
});

test('processes of one secret believe each other, and nobody who has only the network', async () => {
  const network = new MemoryNetwork();
  await processWith(['notes', 'reader'], network);
  const edge = await processWith([], network);
  const stranger = await processWith([], network, undefined, throwAwayServiceKeys());
  const read = (module: TestingModule): Promise<unknown> =>
    module.get<ReaderApi>(ReaderApi as unknown as Type<ReaderApi>).read({ text: 'a' });
  expect(await read(edge)).toMatchObject({ text: 'a' });
  await expect(read(stranger)).rejects.toMatchObject({ code: 'unavailable', mayHaveRun: false });
});

test('a process that stops answers what it has begun, with its database, and is not asked any more', async () => {
  const network = new MemoryNetwork();
  const server = await processWith(['notes'], network);
  const caller = await processWith(['reader'], network);
  let go!: () => void;
  Write.pause = new Promise((resolve) => (go = resolve));
  const before = Write.begun;
  const notes: NotesApi = caller.get(NotesApi as unknown as Type<NotesApi>);
  const call = runAs({ operation: 'test' }, () => notes.write({ text: 'begun' }));
  await until(() => Write.begun > before, 'the call being served');
  const stopped = server.close();
  await until(() => network.of('notes').length === 0, 'the process taking itself back');
  await expect(notes.write({ text: 'too late' })).rejects.toMatchObject({
    code: 'unavailable',
    mayHaveRun: false,
  });
  go();
  expect(await call).toMatchObject({ text: 'begun' });
  await stopped;
});

test('a database that cannot be reached ends the start at once', async () => {
  const start = Test.createTestingModule({
    imports: [
      IsomerModule.forRoot({
        contexts: [NotesModule],
        here: ['notes'],
        settings: new Settings('http://localhost', 'a secret for tests that is long enough'),
        databases: new Databases({ notes: { url: 'postgres://isomer@127.0.0.1:1/isomer' } }, 4),
      }),
    ],
  })
    .setLogger(new ConsoleLogger({ logLevels: [] }))
    .compile();
  await expect(start).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a context without a database here is named', () => {
  expect(() => new Databases({}, 4).optionsOf(schemaNamed('notes'))).toThrow(
    'No database is configured for notes',
  );
});

test('a context that runs here has its old events deleted from time to time, until the application closes', async () => {
  const every = jest.spyOn(globalThis, 'setInterval');
  const cleared = jest.spyOn(globalThis, 'clearInterval');
  const module = await processWith(['notes', 'reader']);
  const sweeper = module.select(NotesModule).get(OutboxSweeper);
  const sweep = jest.spyOn(sweeper, 'sweep').mockResolvedValue();
  for (const [run, ms] of every.mock.calls) if (ms === 600_000) (run as () => void)();
  expect(sweep).toHaveBeenCalledTimes(1);
  const timers = every.mock.results.map(({ value }) => value as unknown);
  await module.close();
  expect(
    timers.filter((timer) => cleared.mock.calls.some(([each]) => (each as unknown) === timer)).length,
  ).toBeGreaterThanOrEqual(4);
  jest.restoreAllMocks();
});
