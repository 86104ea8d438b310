import { collectLog } from '../../testing/collect-log';
import { until } from '../../testing/until';
import { Published } from '../../test/events-harness';
import { Backup } from '../../test/interleaving/backup';
import { Realignment } from './realignment';

const notes = Published.forSuite();
collectLog();

const admin = (statement: string) => notes.database.admin.query(statement);
async function realign() {
  const { source: outbox } = await notes.database.use('notes');
  const { source: inbox } = await notes.database.use('ledger');
  return new Realignment('notes', 'ledger', outbox, inbox).run();
}
const parked = () => until(async () => (await notes.lane())?.parked, 'the key being parked');

test('where nothing was restored it changes nothing', async () => {
  await notes.relay(await notes.ledger());
  for (const text of ['a', 'b']) await notes.publish(text);
  await notes.settled();
  const before = await notes.lane();
  expect(await realign()).toEqual({ rewound: 0, renumbered: 0 });
  expect(await notes.lane()).toEqual(before);
});

test('what was published while a clock ran ahead is not handled again', async () => {
  await notes.relay(await notes.ledger());
  for (const text of ['a', 'b']) await notes.publish(text);
  await notes.settled();
  await admin(`UPDATE notes.outbox SET published_at = now() + interval '1 hour'`);
  expect(await realign()).toEqual({ rewound: 0, renumbered: 0 });
  await notes.publish('c');
  await notes.heard('a', 'b', 'c');
});

test('a subscriber that was restored refuses what does not follow, says what mends that, and gets what it has lost', async () => {
  const relay = await notes.relay(await notes.ledger(), { maxAttempts: 2 });
  const ledger = new Backup(notes.database.admin, 'ledger');
  await notes.publish('a');
  await notes.settled();
  await ledger.backUp();
  await notes.publish('b');
  await notes.publish('only', 'blue');
  await notes.settled();
  await ledger.restore();
  await notes.publish('c');
  await parked();
  expect((await notes.lane())!.error).toContain('isomer events realign');
  expect(await notes.database.texts('ledger')).toEqual(['a']);
  expect(await realign()).toEqual({ rewound: 2, renumbered: 0 });
  relay.wake();
  await until(async () => (await notes.database.texts('ledger')).length === 4, 'all being there');
  expect((await notes.database.texts('ledger')).filter((text) => text !== 'only')).toEqual(['a', 'b', 'c']);
  await notes.settled();
});

test('a publisher that was restored does not lose what it publishes under numbers that were used', async () => {
  const relay = await notes.relay(await notes.ledger(), { maxAttempts: 2 });
  await notes.publish('a');
  await notes.settled();
  const { rows } = await admin('SELECT last_value FROM notes.outbox_seq');
  await admin(
    `CREATE TABLE kept_outbox AS TABLE notes.outbox; CREATE TABLE kept_lane AS TABLE notes.outbox_lane`,
  );
  for (const text of ['b', 'c']) await notes.publish(text);
  await notes.settled();
  // All of that was an hour ago, and what the publisher knows of is older still.
  await admin(`UPDATE ledger.inbox SET handled_at = now() - interval '1 hour'; TRUNCATE notes.outbox, notes.outbox_lane;
    INSERT INTO notes.outbox TABLE kept_outbox; INSERT INTO notes.outbox_lane TABLE kept_lane;
    UPDATE notes.outbox SET published_at = now() - interval '2 hours'; DROP TABLE kept_outbox, kept_lane;
    SELECT setval('notes.outbox_seq', ${rows[0].last_value})`);
  await notes.publish('d');
  // Two that follow, one of them under a number that was not used, and both wanted by somebody else too.
  await admin(`SELECT setval('notes.outbox_seq', ${rows[0].last_value} + 100)`);
  await notes.publish('e');
  await admin(`UPDATE notes.outbox SET subscribers = '{ledger,other}' WHERE seq > ${rows[0].last_value}`);
  await parked();
  expect((await notes.lane())!.error).toContain(
    'notes was restored from an older backup; run: isomer events realign ledger',
  );
  expect(await realign()).toEqual({ rewound: 0, renumbered: 2 });
  relay.wake();
  await notes.heard('a', 'b', 'c', 'd', 'e');
  await notes.publish('f');
  await notes.heard('a', 'b', 'c', 'd', 'e', 'f');
  const others = await admin(`SELECT FROM notes.outbox WHERE subscribers = '{other}'`);
  expect(others.rows).toHaveLength(2);
  await notes.settled();
});
