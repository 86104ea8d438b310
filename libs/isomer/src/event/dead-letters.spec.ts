import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Published } from '../../test/events-harness';
import type { EventDesk, OneLetter } from './event-desk';

const notes = Published.forSuite();

collectLog();
const heard = (...texts: string[]) => notes.heard(...texts);
const settled = () => notes.settled();

test('an event that the subscriber no longer wants holds nothing up, and makes no gap', async () => {
  const deliver = await notes.ledger();
  const relay = await notes.relay(deliver);
  await notes.publish('a');
  await heard('a');
  await settled();
  await relay.stop();
  await notes.publish('b');
  // As if the build had changed: what was published is of a kind that nobody asks for now.
  await notes.database.admin.query(
    `UPDATE notes.outbox SET name = 'notes.of-before', published_at = now() - interval '16 minutes' WHERE payload LIKE '%"b"%'`,
  );
  await notes.relay(deliver);
  await settled();
  await notes.publish('c');
  await heard('a', 'c');
  await settled();
});

test('what waits for a context that is gone is shown, and is dropped', async () => {
  const desk = await notes.desk();
  await notes.publish('a');
  await notes.publish('b', 'blue');
  expect(await desk.status()).toMatchObject([{ subscriber: 'ledger', waiting: 2, parked: 0 }]);
  expect(await desk.drop('nobody')).toBe(0);
  expect(await desk.drop('ledger')).toBe(2);
  expect(await desk.status()).toEqual([]);
  await notes.age();
  await notes.sweep();
  expect((await notes.database.admin.query('SELECT FROM notes.outbox')).rowCount).toBe(0);
});

describe('a dead letter', () => {
  let letter: OneLetter;
  const parked = async () => {
    await until(async () => (await notes.lane())?.parked, 'the key being parked');
    return { subscriber: 'ledger', seq: (await desk.deadLetters(1))[0]!.id.split('/')[1]! };
  };
  let isMended: boolean;
  let desk: EventDesk;
  beforeEach(async () => {
    isMended = false;
    desk = await notes.desk();
    const deliver = await notes.ledger((write, work) => async ({ text }) => {
      if (text === 'bad' && !isMended) throw new Error('cannot take bad');
      await work.run(async () => void (await write(text)));
    });
    await notes.relay(deliver, { maxAttempts: 2 });
    for (const text of ['good', 'bad', 'after']) await notes.publish(text);
    letter = await parked();
  });

  test('is shown with its payload and what it failed with, and counted', async () => {
    expect(await desk.deadLetters(10)).toEqual([
      {
        publisher: 'notes',
        subscriber: 'ledger',
        key: 'red',
        id: expect.stringMatching(/^notes\/\d+$/),
        name: 'notes.written',
        version: 1,
        payload: '{"book":"red","text":"bad"}',
        traceId: expect.any(String),
        publishedAt: expect.any(Date),
        attempts: 2,
        error: 'Error: cannot take bad',
      },
    ]);
    expect(await desk.deadLetters(10, { ...letter, seq: '1' })).toEqual([]);
    expect(await desk.status()).toEqual([
      {
        publisher: 'notes',
        subscriber: 'ledger',
        waiting: 1,
        parked: 1,
        failing: 0,
        oldestMs: expect.any(Number),
        reason: 'Error: cannot take bad',
        keys: ['red'],
      },
    ]);
  });

  test('is delivered again, and then those after it', async () => {
    isMended = true;
    expect(await desk.retry(letter)).toBe(1);
    await heard('good', 'bad', 'after');
    await settled();
    expect(await desk.status()).toEqual([]);
    expect(await desk.retry()).toBe(0);
  });

  test('is one again if it fails again', async () => {
    await desk.retry();
    await until(async () => (await notes.lane())?.parked, 'the key being parked again');
    expect(await notes.lane()).toMatchObject({ attempts: 2 });
  });

  test('is skipped, and those after it are handled, now and later', async () => {
    expect(await desk.skip({ ...letter, seq: '1' })).toBe(0);
    expect(await desk.skip(letter)).toBe(1);
    await heard('good', 'after');
    await settled();
    await notes.publish('later');
    await heard('good', 'after', 'later');
    await settled();
  });

  test('that is the last one of its key is skipped, and what comes later is handled', async () => {
    await desk.skip(letter);
    await heard('good', 'after');
    await notes.publish('bad');
    await desk.skip(await parked());
    await settled();
    await notes.publish('later');
    await heard('good', 'after', 'later');
    await settled();
  });
});
