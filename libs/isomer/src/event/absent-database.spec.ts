import { DataSource } from 'typeorm';
import { collectLog } from '../../testing/collect-log';
import { roadTo } from '../../testing/road';
import { until } from '../../testing/until';
import { NoteWritten, Published, served } from '../../test/events-harness';
import { schemaNamed } from '../../test/notes-context';
import { dataSourceOptions, roleOf } from '../persistence/context-database';
import { UnitOfWork } from '../persistence/unit-of-work';
import { type Delivery, deliverOperation } from './delivery';
import { Receiver } from './receiver';
import type { Deliver } from './hand-over';

const notes = Published.forSuite();
collectLog();

test('while the database of a subscriber is away its events wait, and none of them has failed', async () => {
  const road = await roadTo(notes.database.url);
  const source = await new DataSource(
    dataSourceOptions(schemaNamed('ledger'), { url: road.url, role: roleOf('ledger') }),
  ).initialize();
  try {
    const work = new UnitOfWork(source);
    const receiver = new Receiver('ledger', work);
    receiver.handle(NoteWritten.event, {
      handle: (payload) =>
        work.run(async () => {
          await work.writer.query('INSERT INTO note (text) VALUES ($1)', [(payload as NoteWritten).text]);
        }),
    });
    const deliver = served(deliverOperation('ledger'), (delivery) =>
      receiver.receive(delivery as Delivery),
    ) as Deliver;
    await road.cut();
    await notes.publish('a');
    let tries = 0;
    await notes.relay(
      (delivery) => {
        tries++;
        return deliver(delivery);
      },
      { maxAttempts: 3, laterDelayMs: 5, firstDelayMs: 5 },
    );
    await until(() => tries > 4, 'more tries than an event may fail');
    expect((await notes.lane())!.parked).toBe(false);
    await road.mend();
    await notes.heard('a');
    await notes.settled();
  } finally {
    await notes.stop();
    await source.destroy();
    await road.close();
  }
});
