import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Published, served } from '../../test/events-harness';
import { event } from '../contract/event';
import { type Delivery, deliverOperation } from './delivery';
import { Receiver } from './receiver';
import type { Deliver } from './hand-over';

const notes = Published.forSuite();
collectLog();

const status = async () => (await (await notes.desk()).status())[0];
const admin = (statement: string) => notes.database.admin.query(statement);
/** A bad event, and one of its key after it; `corrupt` makes the first one bad. */
async function publishBad(corrupt: string): Promise<void> {
  await notes.publish('bad');
  await admin(`UPDATE notes.outbox SET ${corrupt}`);
  await notes.publish('after');
}

test.each([
  ['a payload that is no JSON', `payload = '{"book'`, 'SyntaxError'],
  ['a payload that is not the event’s', `payload = '{"book": 7}'`, 'ZodError'],
  ['a version that never was', 'version = 0', 'There has been no version 0 of notes.written'],
])('%s is a dead letter that status tells of, and other keys go on', async (_, corrupt, reason) => {
  await publishBad(corrupt);
  await notes.publish('fine', 'blue');
  await notes.relay(await notes.ledger(), { maxAttempts: 2 });
  await until(async () => (await notes.lane())?.parked, 'the key being parked');
  await notes.heard('fine');
  await until(async () => (await status())?.waiting === 1, 'the other key being done');
  expect(await status()).toMatchObject({ parked: 1, reason: expect.stringContaining(reason) });
});

test.each([
  ['a version that is not known yet', 'version = 2', 'ledger does not know version 2 of notes.written'],
  ['an event that is not known yet', `name = 'notes.new'`, 'ledger does not handle notes.new'],
])('%s waits, status says why, and other keys go on', async (_, corrupt, reason) => {
  await publishBad(corrupt);
  await notes.publish('fine', 'blue');
  await notes.relay(await notes.ledger(), { maxAttempts: 2 });
  await notes.heard('fine');
  await until(async () => (await status())?.waiting === 1, 'the other key being done');
  await until(async () => (await status())?.reason === reason, 'status saying why');
  expect(await status()).toMatchObject({ parked: 0, failing: 1 });
});

test.each([2147483647, -2147483648])(
  'a lane that says that it was tried %i times keeps no other from being taken',
  async (attempts) => {
    await notes.publish('bad');
    await admin(`UPDATE notes.outbox_lane SET attempts = ${attempts}`);
    await notes.publish('fine', 'blue');
    await notes.relay(await notes.ledger());
    await until(
      async () => (await notes.database.texts('ledger')).includes('fine'),
      'the other being handled',
    );
  },
);

test('poisoned keys among many healthy ones keep none of them waiting', async () => {
  const books = Array.from({ length: 30 }, (_, i) => `book ${i}`);
  for (const book of books) await notes.publish(book, book);
  await admin(`UPDATE notes.outbox SET payload = '{' WHERE key LIKE '%5'`);
  await notes.relay(await notes.ledger(), { maxAttempts: 2 });
  await until(async () => (await status())?.parked === 3, 'three keys being parked');
  const healthy = books.filter((book) => !book.endsWith('5'));
  await until(async () => (await notes.database.texts('ledger')).length === healthy.length, 'the others');
  expect((await notes.database.texts('ledger')).sort()).toEqual(healthy.sort());
  expect(await status()).toMatchObject({ waiting: 3, parked: 3 });
});

test('a handler that never returns is given up, status says so, and other keys go on', async () => {
  const deliver = await notes.ledger((write, work) => async ({ text }) => {
    if (text === 'bad') await new Promise(() => undefined);
    await work.run(async () => void (await write(text)));
  });
  await notes.publish('bad');
  await notes.publish('fine', 'blue');
  await notes.relay(deliver, { maxAttempts: 1 });
  await notes.heard('fine');
  await until(async () => (await notes.lane())?.parked, 'the key being parked');
  expect(await status()).toMatchObject({ parked: 1, reason: expect.stringContaining('DeadlineExceeded') });
});

describe('a clock of the database that was set back', () => {
  test('leaves no lane waiting that was taken, or published to, before that', async () => {
    await notes.publish('a');
    await notes.publish('b', 'blue');
    // Taken by somebody who is gone; and never looked at.
    await admin(`UPDATE notes.outbox_lane SET due_at = now() + interval '1 day', attempts = 1 WHERE key = 'red';
      UPDATE notes.outbox_lane SET due_at = now() + interval '1 day' WHERE key = 'blue';
      UPDATE notes.outbox SET published_at = now() + interval '1 day'`);
    await notes.relay(await notes.ledger());
    await until(async () => (await notes.database.texts('ledger')).length === 2, 'both being handled');
    await notes.settled();
  });

  test('leaves nothing waiting that nobody wants any more', async () => {
    await publishBad(`name = 'notes.of-before', published_at = now() + interval '1 day'`);
    await notes.relay(await notes.ledger());
    await notes.heard('after');
  });

  test('does not hasten who waits for a minute', async () => {
    await notes.publish('a');
    await admin(`UPDATE notes.outbox_lane SET due_at = now() + interval '1 minute'`);
    const { due_at } = (await notes.lane())!;
    await notes.relay(await notes.ledger());
    await notes.publish('b', 'blue');
    await notes.heard('b');
    expect((await notes.lane())!.due_at).toEqual(due_at);
  });
});

test('a clock of the database that was set forward costs a delivery, and no effect', async () => {
  const deliver = await notes.ledger();
  let arrived = 0;
  await notes.relay(async (delivery) => {
    // While it was on its way, its lease ran out.
    if (arrived++ === 0) await admin('UPDATE notes.outbox_lane SET due_at = now()');
    await until(() => arrived > 1, 'another one having taken it');
    return deliver(delivery);
  });
  await notes.publish('a');
  await notes.heard('a');
  await notes.settled();
  expect(await notes.database.texts('ledger')).toEqual(['a']);
});

test('of two releases of a subscriber each handles what it knows, and what only the newer knows waits for that', async () => {
  class Newer extends event('notes.written', {
    version: 2,
    schema: z.object({ book: z.string(), text: z.string(), language: z.string() }),
    key: ({ book }) => book,
    upcast: { 1: (older: object) => ({ ...older, language: 'en' }) },
  }) {}
  const older = await notes.ledger();
  const { work, write } = await notes.database.use('ledger');
  const receiver = new Receiver('ledger', work);
  receiver.handle(Newer.event, {
    handle: (payload) => {
      const { text, language } = payload as Newer;
      return work.run(async () => void (await write(`${text} ${language}`)));
    },
  });
  const newer = served(deliverOperation('ledger'), (d) => receiver.receive(d as Delivery)) as Deliver;
  let turn = 0;
  const relay = await notes.relay((delivery) => (turn++ % 2 === 0 ? older : newer)(delivery));
  await notes.publish('one');
  await notes.heard('one');
  await notes.settled();
  await relay.stop();
  await notes.publish('two');
  await admin(`UPDATE notes.outbox SET version = 2, payload = '{"book":"red","text":"two","language":"fr"}'
    WHERE payload LIKE '%two%'`);
  await notes.publish('three');
  turn = 0;
  await notes.relay((delivery) => (turn++ % 2 === 0 ? older : newer)(delivery));
  const refused = async () => {
    const lane = await notes.lane();
    return lane?.error ? lane : undefined;
  };
  expect(await until(refused, 'the older one having refused it')).toMatchObject({
    attempts: 0,
    parked: false,
  });
  // It would be ten seconds.
  await admin('UPDATE notes.outbox_lane SET due_at = now()');
  await notes.heard('one', 'two fr', 'three en');
});
