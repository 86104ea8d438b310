import { z } from 'zod';
import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { NoteErased, NoteWritten, Published } from '../../test/events-harness';
import { localCall } from '../call/local-call';
import { ServedCall } from '../call/served-call';
import { event } from '../contract/event';
import { Unavailable } from '../contract/framework-errors';
import { type Delivery, deliverOperation } from './delivery';
import { Receiver } from './receiver';
import type { Deliver } from './hand-over';

const notes = Published.forSuite();

const log = collectLog();
const ledger = () => notes.database.texts('ledger');
const heard = (...texts: string[]) => notes.heard(...texts);
const settled = () => notes.settled();

describe('publishing', () => {
  test('what a unit of work publishes is in the outbox if it commits', async () => {
    await notes.publish('a');
    const { rows } = await notes.database.admin.query('SELECT name, version, key, payload FROM notes.outbox');
    expect(rows).toEqual([
      { name: 'notes.written', version: 1, key: 'red', payload: '{"book":"red","text":"a"}' },
    ]);
  });

  test('and is not if it does not', async () => {
    const failing = notes.inACall(() =>
      notes.work.run(async () => {
        notes.work.publish(NoteWritten, { book: 'red', text: 'a' });
        throw new Error('changed my mind');
      }),
    );
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await notes.database.admin.query('SELECT FROM notes.outbox')).rowCount).toBe(0);
  });

  test('is refused outside a unit of work, before anything is written', async () => {
    expect(() => notes.work.publish(NoteWritten, { book: 'red', text: 'a' })).toThrow(
      'Events are published in a unit of work; notes.written was not',
    );
  });

  test('a payload that is not the event’s is refused, and so is a key that is none', async () => {
    const publish = (payload: unknown) =>
      notes.inACall(() =>
        notes.work.run(async () => notes.work.publish(NoteWritten, payload as NoteWritten)),
      );
    await expect(publish({ book: 'red' })).rejects.toThrow(
      'notes.written was published with another payload',
    );
    await expect(publish({ book: '', text: 'a' })).rejects.toThrow('needs a key of 1 to 200 characters');
    await expect(publish({ book: 'x'.repeat(201), text: 'a' })).rejects.toThrow('needs a key');
    expect((await notes.database.admin.query('SELECT FROM notes.outbox')).rowCount).toBe(0);
  });

  test('an event that nobody wants is kept, and waits for nobody', async () => {
    await notes.inACall(() => notes.work.run(async () => notes.work.publish(NoteErased, { book: 'red' })));
    expect((await notes.database.admin.query('SELECT FROM notes.outbox')).rowCount).toBe(1);
    expect(await notes.lane()).toBeUndefined();
  });
});

describe('delivery', () => {
  test('an event is handled once, and its lane has nothing left to do', async () => {
    await notes.relay(await notes.ledger());
    await notes.publish('a');
    await heard('a');
    await settled();
    expect(await notes.lane()).toMatchObject({ attempts: 0, error: null, due_at: null });
  });

  test('what was published while no relay ran is delivered when one does, in order', async () => {
    for (const text of ['a', 'b', 'c']) await notes.publish(text);
    await notes.relay(await notes.ledger());
    await heard('a', 'b', 'c');
    await settled();
  });

  test('more than one delivery holds, of one unit of work, arrives whole', async () => {
    const texts = Array.from({ length: 50 }, (_, i) => `t${i}`);
    await notes.inACall(() =>
      notes.work.run(async () => {
        for (const text of texts) notes.work.publish(NoteWritten, { book: 'red', text });
      }),
    );
    await notes.relay(await notes.ledger());
    await heard(...texts);
    await settled();
  });

  test('a delivery that is repeated has its effect once', async () => {
    const deliver = await notes.ledger();
    await notes.relay(async (delivery) => {
      await deliver(delivery);
      return deliver(delivery);
    });
    await notes.publish('a');
    await notes.publish('b');
    await heard('a', 'b');
    await settled();
    expect(await ledger()).toEqual(['a', 'b']);
  });

  test('a delivery whose answer is lost is repeated, and has its effect once', async () => {
    const deliver = await notes.ledger();
    let lost = 0;
    await notes.relay(async (delivery) => {
      const answer = await deliver(delivery);
      if (lost++ < 2) throw Object.assign(new Unavailable('cut off'), { mayHaveRun: true });
      return answer;
    });
    await notes.publish('a');
    await settled();
    expect(await ledger()).toEqual(['a']);
    expect(lost).toBe(3);
  });

  test('while nobody is there it waits, and no attempt is counted', async () => {
    const deliver = await notes.ledger();
    let away = true;
    let asked = 0;
    await notes.relay((delivery) => {
      asked++;
      return away ? Promise.reject(new Unavailable('nobody serves ledger')) : deliver(delivery);
    });
    await notes.publish('a');
    await until(() => asked >= 4, 'four tries');
    // Each try counts until it is known that nobody was there.
    await until(async () => (await notes.lane())?.attempts === 0, 'no attempt counted');
    expect(await notes.lane()).toMatchObject({ parked: false, error: 'nobody serves ledger' });
    away = false;
    await heard('a');
    await settled();
    expect(log.join()).toContain('Events of notes wait for ledger: nobody serves ledger');
  });

  test('a gap is not jumped over', async () => {
    const deliver = await notes.ledger();
    const event = { name: 'notes.written', version: 1, payload: '{"book":"red","text":"x"}', traceId: '' };
    const delivery = { publisher: 'notes', key: 'red', fresh: false, after: '5' };
    const at = { ...event, publishedAt: new Date().toISOString() };
    const answer = await notes.inACallOfThePlatform(() =>
      deliver({ ...delivery, events: [{ ...at, seq: '6' }] }),
    );
    expect(answer).toMatchObject({ handled: '5', failure: { kind: 'gap' } });
    expect(await ledger()).toEqual([]);
  });
});

describe('a handler that fails', () => {
  const failing = (isBad: (text: string) => boolean) =>
    notes.ledger((write, work) => async ({ text }) => {
      await work.run(async () => {
        await write(text);
        if (isBad(text)) throw new Error(`cannot take ${text}`);
      });
    });

  test('is tried again, and what it wrote is there once', async () => {
    let failures = 3;
    await notes.relay(await failing(() => failures-- > 0));
    await notes.publish('a');
    await heard('a');
    await settled();
    expect(await ledger()).toEqual(['a']);
    expect(await notes.lane()).toMatchObject({ attempts: 0, error: null });
  });

  test('parks its key after so many attempts, with the reason, and keeps no other key waiting', async () => {
    await notes.relay(await failing((text) => text === 'bad'), { maxAttempts: 3 });
    await notes.publish('good');
    await notes.publish('bad');
    await notes.publish('after');
    await notes.publish('other', 'blue');
    await until(async () => (await notes.lane())?.parked, 'the key being parked');
    await heard('good', 'other').catch(() => heard('other', 'good'));
    expect(await notes.lane()).toMatchObject({ attempts: 3, error: 'Error: cannot take bad', due_at: null });
    // Nor is it woken by what is published to it.
    await notes.publish('more');
    expect(await notes.lane()).toMatchObject({ parked: true, due_at: null });
    expect(log.join()).toContain('has a dead letter for key red after 3 attempts');
  });

  test('that catches what its unit of work failed with has handled nothing', async () => {
    const deliver = await notes.ledger((write, work) => async ({ text }) => {
      await work
        .run(async () => {
          await write(text);
          throw new Error('broken');
        })
        .catch(() => undefined);
    });
    await notes.relay(deliver, { maxAttempts: 2 });
    await notes.publish('a');
    await until(async () => (await notes.lane())?.parked, 'the key being parked');
    expect(await notes.lane()).toMatchObject({
      error: 'Error: A handler must not go on when its unit of work has failed',
    });
  });

  test('for lack of something that is away is tried for as long as that takes', async () => {
    let failures = 6;
    const deliver = await notes.ledger((write, work) => async ({ text }) => {
      if (failures-- > 0) throw new Unavailable('posts cannot be reached');
      await work.run(async () => void (await write(text)));
    });
    await notes.relay(
      async (delivery) => {
        const { failure, ...rest } = await deliver(delivery);
        expect(failure?.kind ?? 'later').toBe('later');
        return { ...rest, failure };
      },
      { maxAttempts: 2, laterDelayMs: 5 },
    );
    await notes.publish('a');
    await heard('a');
    await settled();
  });

  test('a corrupt row is a dead letter like any other', async () => {
    await notes.publish('a');
    await notes.database.admin.query(`UPDATE notes.outbox SET payload = '{"book'`);
    await notes.publish('fine', 'blue');
    await notes.relay(await notes.ledger(), { maxAttempts: 2 });
    await until(async () => (await notes.lane())?.parked, 'the key being parked');
    await heard('fine');
  });

  test('an event that the subscriber does not know waits until it does, and is no failure', async () => {
    await notes.publish('a');
    await notes.database.admin.query('UPDATE notes.outbox SET version = 2');
    await notes.relay(await notes.ledger(), { maxAttempts: 2 });
    await until(async () => (await notes.lane())?.error, 'the lane saying why it waits');
    expect(await notes.lane()).toMatchObject({
      attempts: 0,
      parked: false,
      error: 'ledger does not know version 2 of notes.written',
    });
  });
});

test('what an older version has published is brought up to date before it is handled', async () => {
  class Written extends event('notes.written', {
    version: 3,
    schema: z.object({ text: z.string(), length: z.int() }),
    key: () => 'all',
    upcast: {
      1: ({ text }: { text: string }) => ({ words: text }),
      2: ({ words }: { words: string }) => ({ text: words, length: words.length }),
    },
  }) {}
  await notes.publish('of before');
  const handled: unknown[] = [];
  const { work } = await notes.database.use('ledger');
  const receiver = new Receiver('ledger', work);
  receiver.handle(Written.event, { handle: async (payload) => void handled.push(payload) });
  const operation = deliverOperation('ledger');
  const serve = { handle: (delivery: unknown) => receiver.receive(delivery as Delivery) };
  await notes.relay(localCall(new ServedCall(operation, serve, undefined), true) as Deliver);
  await settled();
  expect(handled).toEqual([{ text: 'of before', length: 9 }]);
});

test('several relays and several replicas, with answers lost at random, keep the order of each key and handle each event once', async () => {
  const books = ['red', 'blue', 'green'];
  const replicas = [await notes.ledger(), await notes.ledger()];
  for (let i = 0; i < 3; i++)
    await notes.relay(
      async (delivery) => {
        const deliver = replicas[Math.floor(Math.random() * replicas.length)]!;
        const answer = await deliver(delivery);
        if (Math.random() < 0.1) throw Object.assign(new Unavailable('cut off'), { mayHaveRun: true });
        return answer;
      },
      { maxAttempts: 1_000 },
    );
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let i = 0; i < 15; i++) {
      const book = books[(writer + i) % 3]!;
      // Two keys in one unit of work, in either order: nobody deadlocks.
      const other = books[(writer * i) % 3]!;
      await notes.inACall(() =>
        notes.work.run(async () => {
          for (const each of [book, other])
            notes.work.publish(NoteWritten, { book: each, text: `${each} ${writer}.${i}` });
        }),
      );
    }
  });
  await Promise.all(writers);
  const { rows } = await notes.database.admin.query<{ payload: string }>(
    'SELECT payload FROM notes.outbox ORDER BY seq',
  );
  const published = rows.map(({ payload }) => (JSON.parse(payload) as { text: string }).text);
  await until(async () => (await ledger()).length >= published.length, 'all being handled');
  await settled();
  const handled = await ledger();
  expect(handled).toHaveLength(published.length);
  for (const book of books) {
    const ofBook = (texts: string[]) => texts.filter((text) => text.startsWith(book));
    expect(ofBook(handled)).toEqual(ofBook(published));
  }
});
