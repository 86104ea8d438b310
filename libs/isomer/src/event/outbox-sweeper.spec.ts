import { collectLog } from '../../testing/collect-log';
import { Published } from '../../test/events-harness';

const notes = Published.forSuite();

collectLog();
const count = async (table: string) => (await notes.database.admin.query(`SELECT FROM ${table}`)).rowCount;
const kept = async () => ({
  events: await count('notes.outbox'),
  lanes: await count('notes.outbox_lane'),
  inbox: await count('ledger.inbox'),
});

test('what all have handled goes when it is old, and with it all that was remembered of its key', async () => {
  const deliver = await notes.ledger();
  await notes.relay(deliver);
  for (const book of ['red', 'blue']) await notes.publish('a', book);
  await notes.settled();
  expect(await kept()).toEqual({ events: 2, lanes: 2, inbox: 2 });
  await notes.age();
  await notes.sweep();
  expect(await kept()).toEqual({ events: 0, lanes: 0, inbox: 0 });
  await notes.publish('b');
  await notes.heard('a', 'a', 'b');
  await notes.settled();
});

test('what somebody has still to handle stays, with all of its key after it', async () => {
  await notes.publish('a');
  await notes.age();
  await notes.sweep();
  expect(await kept()).toEqual({ events: 1, lanes: 1, inbox: 0 });
  await notes.relay(await notes.ledger());
  await notes.heard('a');
});

test('what is young stays, and with it what is known of its key', async () => {
  await notes.relay(await notes.ledger());
  await notes.publish('a');
  await notes.settled();
  await notes.age();
  await notes.publish('b');
  await notes.settled();
  await notes.sweep();
  expect(await kept()).toEqual({ events: 1, lanes: 1, inbox: 1 });
});

test('what is published and handled while a lane is being closed is handled once, and so is what comes after', async () => {
  await notes.relay(await notes.ledger());
  await notes.publish('a');
  await notes.settled();
  await notes.age();
  await notes.sweep(async () => {
    await notes.publish('b');
    await notes.heard('a', 'b');
    await notes.settled();
  });
  expect(await kept()).toEqual({ events: 1, lanes: 1, inbox: 1 });
  await notes.publish('c');
  await notes.heard('a', 'b', 'c');
});

test('a lane whose closing broke off after the subscriber had forgotten goes on', async () => {
  await notes.relay(await notes.ledger());
  await notes.publish('a');
  await notes.settled();
  await notes.age();
  const broken = notes.sweep(async () => {
    throw new Error('cut off');
  });
  await expect(broken).rejects.toThrow();
  expect(await kept()).toEqual({ events: 0, lanes: 1, inbox: 0 });
  await notes.publish('b');
  await notes.heard('a', 'b');
  await notes.settled();
});

test('a sweeper that has looked at all lanes once closes those of what it deletes', async () => {
  await notes.relay(await notes.ledger());
  const sweeper = await notes.sweeper();
  await sweeper.sweep();
  for (const book of ['red', 'blue']) await notes.publish('a', book);
  await notes.settled();
  await notes.age();
  await sweeper.sweep();
  expect(await kept()).toEqual({ events: 0, lanes: 0, inbox: 0 });
});

test('a thousand lanes whose subscriber remembers them keep no other from being closed', async () => {
  await notes.database.admin.query(`
    INSERT INTO notes.outbox_lane (subscriber, key, ticket, done) SELECT 'ledger', 'key ' || i, 1, 1 FROM generate_series(1, 1500) i;
    INSERT INTO ledger.inbox (publisher, key, seq) SELECT 'notes', 'key ' || i, 1 FROM generate_series(1, 1200) i`);
  await notes.sweep();
  expect(await kept()).toEqual({ events: 0, lanes: 1_200, inbox: 1_200 });
});
