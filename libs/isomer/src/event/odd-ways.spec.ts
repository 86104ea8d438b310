import { AsyncLocalStorage } from 'node:async_hooks';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { NoteWritten, Published } from '../../test/events-harness';
import { Lanes } from './lanes';

const notes = Published.forSuite();

collectLog();
const lanes = async () => new Lanes((await notes.database.use('notes')).source, 'ledger');
/** Takes the lane that is due, for a moment. */
const take = async () => (await (await lanes()).take(1, 0))[0]!;

test('an event of a kind that the subscriber does not know may be one of a newer build, and is kept for that', async () => {
  await notes.publish('new');
  await notes.database.admin.query(`UPDATE notes.outbox SET name = 'notes.of-later'`);
  const relay = await notes.relay(await notes.ledger());
  await until(async () => (await notes.lane())?.error, 'the lane saying why it waits');
  expect(await notes.lane()).toMatchObject({ parked: false, error: 'ledger does not handle notes.of-later' });
  expect((await notes.lane())!.due_at!.getTime()).toBeGreaterThan(Date.now());
  await relay.stop();
  // The newer build is there.
  await notes.database.admin.query(
    `UPDATE notes.outbox SET name = 'notes.written'; UPDATE notes.outbox_lane SET due_at = now()`,
  );
  await notes.publish('after');
  await notes.relay(await notes.ledger());
  await notes.heard('new', 'after');
});

test('what somebody did not want when it was published does not come when it wants such events', async () => {
  await notes.publish('a');
  await notes.database.admin.query(`UPDATE notes.outbox SET subscribers = '{}'`);
  await notes.publish('b');
  await notes.relay(await notes.ledger());
  await notes.heard('b');
  await notes.settled();
});

test('events that are too large to travel together travel one after the other', async () => {
  const texts = Array.from({ length: 20 }, (_, i) => `${i} ${'"'.repeat(60_000)}`);
  await notes.inACall(() =>
    notes.work.run(async () => {
      for (const text of texts) notes.work.publish(NoteWritten, { book: 'red', text });
    }),
  );
  await notes.relay(await notes.ledger());
  await notes.heard(...texts);
  await notes.settled();
});

test('a payload that could not be delivered is refused when it is published', async () => {
  const publish = notes.publish('"'.repeat(300_000));
  await expect(publish).rejects.toThrow(/over 1032192 bytes; pass large things by reference/);
});

test('an event that is published when its unit of work has ended is refused, and not lost in silence', async () => {
  let late!: () => void;
  await notes.inACall(() =>
    notes.work.run(async () => {
      const { work } = notes;
      const bound = AsyncLocalStorage.snapshot();
      late = () => bound(() => work.publish(NoteWritten, { book: 'red', text: 'late' }));
    }),
  );
  expect(late).toThrow('notes.written was published when its unit of work had ended');
});

test('whoever ends with its handler, again and again, has it parked', async () => {
  await notes.publish('deadly');
  // Nobody says what became of it.
  for (let i = 0; i < 3; i++) expect(await take()).toMatchObject({ attempts: i + 1 });
  await notes.relay(await notes.ledger(), { maxAttempts: 3 });
  await until(async () => (await notes.lane())?.parked, 'the key being parked');
  expect(await notes.lane()).toMatchObject({
    attempts: 3,
    error: 'Whoever handled it ended, or never answered',
  });
});

test('what is said of a lane by whoever had it too long changes nothing', async () => {
  await notes.publish('a');
  const stale = await take();
  const late = { handled: stale.done, attempts: 10, error: 'late', delayMs: 0 };
  const sayAll = async () => {
    const each = await lanes();
    await each.retry(stale, late);
    await each.park(stale, late);
    await each.finish(stale, stale.done, { more: false, reached: stale.ticket });
    await each.passOver(stale, stale.events[0]!.seq);
  };
  // Another one has it now.
  await take();
  await sayAll();
  expect(await notes.lane()).toMatchObject({
    attempts: 2,
    parked: false,
    error: null,
    due_at: expect.any(Date),
  });
  await notes.relay(await notes.ledger());
  await notes.heard('a');
  await notes.settled();
  const done = await notes.lane();
  await sayAll();
  expect(await notes.lane()).toEqual(done);
  await notes.age();
  await notes.sweep(sayAll);
  await notes.publish('b');
  await notes.heard('a', 'b');
  await notes.settled();
});

test('a key whose answer was lost, and that was skipped and closed then, begins anew', async () => {
  const deliver = await notes.ledger();
  const relay = await notes.relay(
    async (delivery) => {
      await deliver(delivery);
      throw new Error('the answer is lost');
    },
    { maxAttempts: 2 },
  );
  await notes.publish('a');
  await until(async () => (await notes.lane())?.parked, 'the key being parked');
  await relay.stop();
  const desk = await notes.desk();
  await desk.skip({ subscriber: 'ledger', seq: (await desk.deadLetters(1))[0]!.id.split('/')[1]! });
  await notes.relay(deliver);
  await notes.settled();
  await notes.age();
  await notes.sweep();
  expect(await notes.lane()).toBeUndefined();
  await notes.publish('b');
  await notes.heard('a', 'b');
  await notes.settled();
});

test('a key of which something was handled a moment ago is not forgotten, however old that was', async () => {
  await notes.publish('a');
  await notes.age();
  const stale = await take();
  const deliver = await notes.ledger();
  await notes.relay(deliver);
  await notes.heard('a');
  await notes.settled();
  await notes.sweep();
  expect(await notes.lane()).toBeDefined();
  // A copy that was on its way all the time.
  const [event] = stale.events;
  const delivery = { publisher: 'notes', key: 'red', after: stale.done, fresh: true };
  const events = [{ ...event!, publishedAt: event!.publishedAt.toISOString() }];
  await notes.inACallOfThePlatform(() => deliver({ ...delivery, events }));
  expect(await notes.database.texts('ledger')).toEqual(['a']);
});

test('what a handler failed with may be any text', async () => {
  const deliver = await notes.ledger(() => async () => {
    throw new Error('cannot take a\0b');
  });
  await notes.relay(deliver, { maxAttempts: 2 });
  await notes.publish('a');
  await until(async () => (await notes.lane())?.parked, 'the key being parked');
  expect(await notes.lane()).toMatchObject({ error: 'Error: cannot take a\uFFFDb' });
});
