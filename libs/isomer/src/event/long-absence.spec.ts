import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Published } from '../../test/events-harness';
import { Unavailable } from '../contract/framework-errors';

const notes = Published.forSuite();
collectLog();

const books = Array.from({ length: 40 }, (_, i) => `book ${i}`);
/** What an hour leaves in the rows. */
const passAnHour = () =>
  notes.database.admin.query(`UPDATE notes.outbox SET published_at = published_at - interval '1 hour';
    UPDATE notes.outbox_lane SET due_at = due_at - interval '1 hour'`);
const attempts = async () =>
  (await notes.database.admin.query('SELECT sum(attempts)::int AS sum FROM notes.outbox_lane')).rows[0]
    .sum as number;
const handled = () => notes.database.texts('ledger');

test('a context that was down for an hour gets all that waits for it, with no attempt counted', async () => {
  const deliver = await notes.ledger();
  let isAway = true;
  let asked = 0;
  await notes.relay((delivery) => {
    asked++;
    return isAway ? Promise.reject(new Unavailable('nobody serves ledger')) : deliver(delivery);
  });
  for (const book of books) await notes.publish(book, book);
  // Its pause has come to its longest by then: 0.1 s, doubled six times, is over five seconds.
  await until(() => asked >= 7, 'seven tries', 40_000);
  // But for the one that is being tried.
  await until(async () => (await attempts()) <= 1, 'no attempt being counted');
  await passAnHour();
  isAway = false;
  await until(async () => (await handled()).length === books.length, 'all being handled', 40_000);
  await notes.settled();
}, 120_000);

test('handlers whose dependency was away for an hour have handled all of it once it is back', async () => {
  let isAway = true;
  let tried = 0;
  const deliver = await notes.ledger((write, work) => async ({ text }) => {
    tried++;
    if (isAway) throw new Unavailable('Redis cannot be reached');
    await work.run(async () => void (await write(text)));
  });
  await notes.relay(deliver, { maxAttempts: 3 });
  for (const book of books) await notes.publish(book, book);
  await until(
    () => tried >= 3 * books.length,
    'each having been tried more often than an event may fail',
    40_000,
  );
  expect((await (await notes.desk()).status())[0]).toMatchObject({ waiting: books.length, parked: 0 });
  await passAnHour();
  isAway = false;
  await until(async () => (await handled()).length === books.length, 'all being handled', 40_000);
  await notes.settled();
}, 120_000);

test('what has failed for an hour is tried again within two minutes at the latest', async () => {
  await notes.relay(await notes.ledger(() => () => Promise.reject(new Error('broken'))), {
    maxAttempts: 1_000,
  });
  await notes.publish('a');
  await notes.database.admin.query('UPDATE notes.outbox_lane SET attempts = 500, due_at = now()');
  await until(
    async () => ((await notes.lane())?.attempts ?? 0) > 500 && (await notes.lane())?.error,
    'a failure',
  );
  const { rows } = await notes.database.admin.query<{ soon: boolean }>(
    `SELECT due_at < now() + interval '2 minutes' AS soon FROM notes.outbox_lane`,
  );
  expect(rows[0]!.soon).toBe(true);
});
