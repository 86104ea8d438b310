import pg from 'pg';
import { DataSource } from 'typeorm';
import { collectLog } from '../../testing/collect-log';
import { roadTo } from '../../testing/road';
import { until } from '../../testing/until';
import { NoteWritten, Published, served } from '../../test/events-harness';
import { schemaNamed } from '../../test/notes-context';
import { budgetedDriver } from '../persistence/budgeted-driver';
import { ConnectionBudget } from '../persistence/connection-budget';
import { dataSourceOptions, roleOf } from '../persistence/context-database';
import { directStatements } from '../persistence/direct-statements';
import { UnitOfWork } from '../persistence/unit-of-work';
import { Lanes } from './lanes';
import { type Delivery, deliverOperation } from './delivery';
import { Receiver } from './receiver';
import type { Deliver } from './hand-over';
import { Relay } from './relay';

const notes = Published.forSuite();
collectLog();

test('a lane with many events is taken once, and handed over in deliveries one after the other', async () => {
  const taken: number[] = [];
  const take = Lanes.prototype.take;
  const spy = jest.spyOn(Lanes.prototype, 'take').mockImplementation(async function (this: Lanes, ...args) {
    const lanes = await take.apply(this, args);
    if (lanes.length > 0) taken.push(lanes.length);
    return lanes;
  });
  try {
    const texts = Array.from({ length: 100 }, (_, i) => `t${i}`);
    await notes.inACall(() =>
      notes.work.run(async () => {
        for (const text of texts) notes.work.publish(NoteWritten, { book: 'red', text });
      }),
    );
    await notes.relay(await notes.ledger());
    await notes.heard(...texts);
    await notes.settled();
    expect(taken).toEqual([1]);
  } finally {
    spy.mockRestore();
  }
});

test('a lane that somebody has always locked is waited for, while others go on', async () => {
  await notes.publish('hot');
  await notes.database.admin.query(`UPDATE notes.outbox_lane SET due_at = now() - interval '1 minute'`);
  const lock = 'BEGIN; SELECT FROM notes.outbox_lane FOR UPDATE';
  const [first, next] = [0, 1].map(() => new pg.Client({ connectionString: notes.database.url }));
  await Promise.all([first!.connect(), next!.connect()]);
  const waiting = async () =>
    Number(
      (
        await notes.database.admin.query(
          `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).rows[0].count,
    );
  try {
    await first!.query(lock);
    await notes.relay(await notes.ledger());
    await until(async () => (await waiting()) === 1, 'the relay waiting for its turn');
    await notes.publish('other', 'blue');
    await notes.heard('other');
    // Who comes after it gets the lock after it.
    const locked = next!.query(lock);
    await until(async () => (await waiting()) === 2, 'somebody waiting behind it');
    await first!.query('COMMIT');
    await locked;
    expect((await notes.lane())!.attempts).toBe(1);
    await next!.query('COMMIT');
    await notes.heard('other', 'hot');
  } finally {
    await Promise.all([first!.end(), next!.end()]);
  }
});

test('a connection to the database that has gone silent stops a relay for as long as a server may be silent', async () => {
  const road = await roadTo(notes.database.url);
  const source = await new DataSource(
    dataSourceOptions(
      schemaNamed('notes'),
      { url: road.url, role: roleOf('notes') },
      { driver: budgetedDriver(new ConnectionBudget(4), 500) },
    ),
  ).initialize();
  const lanes = new Lanes(directStatements(source), 'ledger');
  const deliver = await notes.ledger();
  const relay = new Relay({ publisher: 'notes', subscriber: 'ledger', lanes, deliver, pollMs: 20 });
  relay.start();
  try {
    await notes.publish('a');
    await notes.heard('a');
    await notes.settled();
    road.silence();
    await notes.publish('b');
    await notes.heard('a', 'b');
  } finally {
    await relay.stop();
    await road.cut();
    await source.destroy();
    await road.close();
  }
});

describe('handlers where there are few connections', () => {
  let source: DataSource;
  const open = async (connections: number) => {
    const driver = budgetedDriver(new ConnectionBudget(connections, 30_000));
    const address = { url: notes.database.url, role: roleOf('ledger') };
    source = await new DataSource(dataSourceOptions(schemaNamed('ledger'), address, { driver })).initialize();
    return new UnitOfWork(source);
  };
  afterEach(() => source.destroy());

  test('that hang in their units of work leave one to others', async () => {
    const work = await open(2);
    const receiver = new Receiver('ledger', work, () => 2);
    let hanging = 0;
    let end!: () => void;
    const over = new Promise<void>((resolve) => (end = resolve));
    receiver.handle(NoteWritten.event, {
      handle: () =>
        work.run(async () => {
          hanging++;
          await over;
        }),
    });
    const deliver = served(deliverOperation('ledger'), (d) => receiver.receive(d as Delivery)) as Deliver;
    for (const book of ['red', 'blue', 'green']) await notes.publish('a', book);
    await notes.relay(deliver);
    await until(() => hanging > 0, 'one hanging');
    await notes.inACall(() => work.run(() => work.writer.query('SELECT 1')));
    expect(hanging).toBe(1);
    end();
    await notes.settled();
  });

  test('whose time was over before they got one have not failed', async () => {
    const work = await open(1);
    const receiver = new Receiver('ledger', work);
    receiver.handle(NoteWritten.event, {
      handle: async () => {
        const other = source.createQueryRunner();
        await other.connect();
        await work.run(async () => undefined).finally(() => other.release());
      },
    });
    const deliver = served(deliverOperation('ledger'), (d) => receiver.receive(d as Delivery)) as Deliver;
    await notes.publish('a');
    let kind: string | undefined;
    await notes.relay(async (delivery) => {
      const delivered = await deliver(delivery);
      kind ??= delivered.failure?.kind;
      return delivered;
    });
    await until(() => kind, 'an answer');
    expect(kind).toBe('later');
  });
});
