import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { until } from '../../testing/until';
import { type EventSample, leaveEvents, sampledTables } from '../../test/event-sample';
import { Published, served } from '../../test/events-harness';
import { schemaNamed } from '../../test/notes-context';
import { event } from '../contract/event';
import { dataSourceOptions, roleOf } from '../persistence/context-database';
import { migrate } from '../persistence/migrate';
import { UnitOfWork } from '../persistence/unit-of-work';
import { type Delivery, deliverOperation } from './delivery';
import { EventDesk } from './event-desk';
import { Lanes } from './lanes';
import { Receiver } from './receiver';
import type { Deliver } from './hand-over';
import { Relay } from './relay';

const folder = join(__dirname, '../../../../test/samples/events');
const samples = readdirSync(folder).map((file) => ({
  file,
  sample: JSON.parse(readFileSync(join(folder, file), 'utf8')) as EventSample,
}));
/** File to write a sample of this build to: see CONTRIBUTING. */
const wanted = process.env.ISOMER_EVENT_SAMPLE;
collectLog();

describe('samples', () => {
  const notes = Published.forSuite();

  test('there is one of the tables that this build has', async () => {
    if (wanted && !existsSync(join(folder, wanted)))
      writeFileSync(join(folder, wanted), `${JSON.stringify(await leaveEvents(notes), null, 2)}\n`);
    const { rows } = await notes.database.admin.query<{ table: string; columns: string[] }>(
      `SELECT table_schema || '.' || table_name AS table, array_agg(column_name::text ORDER BY column_name) AS columns
       FROM information_schema.columns WHERE table_schema IN ('notes', 'ledger') GROUP BY 1`,
    );
    const columnsOf = (table: string) => rows.find((each) => each.table === table)!.columns;
    const isOfThis = ({ sample }: (typeof samples)[0]) =>
      (['outbox', 'lanes', 'inbox'] as const).every(
        (name) => Object.keys(sample[name][0]!).sort().join() === columnsOf(sampledTables[name]).join(),
      );
    // If it fails: the tables of events have changed. Add a sample of them as CONTRIBUTING says, and keep the others.
    expect(samples.filter(isOfThis).map(({ file }) => file)).not.toEqual([]);
  });
});

/** As a later version of the subscriber knows it. */
class Written extends event('notes.written', {
  version: 2,
  schema: z.object({ book: z.string(), text: z.string(), language: z.string() }),
  key: ({ book }) => book,
  upcast: { 1: (older: object) => ({ ...older, language: 'en' }) },
}) {}

describe.each(samples)('what a release before this one left ($file)', ({ sample }) => {
  let database: TestDatabase;
  let admin: pg.Client;
  const sources: DataSource[] = [];
  const optionsOf = (name: string) =>
    dataSourceOptions(schemaNamed(name), { url: database.url, role: roleOf(name) });
  beforeEach(async () => {
    database = await emptyDatabase();
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    // The tables of then, with their rows, brought to this build as they are in a deployment.
    await migrate({ adminUrl: database.url, schemas: [] });
    for (const name of ['notes', 'ledger']) {
      await admin.query(
        `DO $$ BEGIN CREATE ROLE ${roleOf(name)} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
      );
      await admin.query(`CREATE SCHEMA ${name} AUTHORIZATION ${roleOf(name)}`);
      const all = optionsOf(name);
      const then = (all.migrations as { name: string }[]).filter((each) =>
        sample.migrations.includes(each.name),
      );
      const source = await new DataSource({ ...all, migrations: then as never }).initialize();
      await source.runMigrations();
      await source.destroy();
    }
    for (const [name, table] of Object.entries(sampledTables) as [keyof typeof sampledTables, string][])
      await admin.query(
        `INSERT INTO ${table} ${name === 'note' ? 'OVERRIDING SYSTEM VALUE' : ''} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`,
        [JSON.stringify(sample[name])],
      );
    await admin.query(`SELECT setval('notes.outbox_seq', $1)`, [sample.last]);
    // A delay of then is over.
    await admin.query('UPDATE notes.outbox_lane SET due_at = now() WHERE due_at > now()');
    await admin.query(
      `SELECT setval(pg_get_serial_sequence('ledger.note', 'id'), (SELECT max(id) FROM ledger.note))`,
    );
    await migrate({ adminUrl: database.url, schemas: ['notes', 'ledger'].map(schemaNamed) });
  });
  afterEach(async () => {
    for (const source of sources.splice(0)) await source.destroy();
    await admin.end();
    await database.drop();
  });
  const open = async (name: string) => {
    const source = await new DataSource(optionsOf(name)).initialize();
    sources.push(source);
    return source;
  };
  const texts = async () =>
    (await admin.query<{ text: string }>('SELECT text FROM ledger.note ORDER BY id')).rows.map(
      ({ text }) => text,
    );
  const of = async (book: string) => (await texts()).filter((text) => text.startsWith(book));

  test('is brought up to date and finished, once; a dead letter stays one until it is retried', async () => {
    const notes = await open('notes');
    const work = new UnitOfWork(await open('ledger'));
    let isMended = false;
    const receiver = new Receiver('ledger', work);
    receiver.handle(Written.event, {
      handle: async (payload) => {
        const { book, text, language } = payload as Written;
        if (text === 'bad' && book === 'parked' && !isMended) throw new Error('still cannot');
        await work.run(() =>
          work.writer.query('INSERT INTO note (text) VALUES ($1)', [`${book} ${text} ${language}`]),
        );
      },
    });
    const deliver = served(deliverOperation('ledger'), (d) => receiver.receive(d as Delivery)) as Deliver;
    const desk = new EventDesk('notes', notes);
    expect(await desk.deadLetters(9)).toMatchObject([{ key: 'parked', error: 'Error: cannot take parked' }]);
    const relay = new Relay({
      publisher: 'notes',
      subscriber: 'ledger',
      lanes: new Lanes(notes, 'ledger'),
      deliver,
      pollMs: 20,
    });
    relay.start();
    try {
      await until(async () => (await desk.status())[0]?.waiting === 1, 'all but the dead letter');
      expect(await of('waiting')).toEqual(['waiting one en', 'waiting two en']);
      expect(await of('failing')).toEqual(['failing bad en']);
      expect(await of('done')).toEqual(['done one']);
      expect(await of('skipped')).toEqual(['skipped one']);
      expect(await of('parked')).toEqual(['parked one']);
      isMended = true;
      expect(await desk.retry()).toBe(1);
      await until(async () => (await desk.status()).length === 0, 'all being done');
      expect(await of('parked')).toEqual(['parked one', 'parked bad en', 'parked three en']);
    } finally {
      await relay.stop();
    }
  });
});
