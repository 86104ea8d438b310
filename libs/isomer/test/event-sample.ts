import { until } from '../testing/until';
import type { Published } from './events-harness';

/** Rows of events as a release has left them, and the migrations that its tables had. */
export interface EventSample {
  migrations: string[];
  /** Value of `outbox_seq` of the publisher. */
  last: string;
  outbox: object[];
  lanes: object[];
  inbox: object[];
  note: object[];
}

/** By schema and table: what a sample is made of. */
export const sampledTables = {
  outbox: 'notes.outbox',
  lanes: 'notes.outbox_lane',
  inbox: 'ledger.inbox',
  note: 'ledger.note',
} as const;

/**
 * Leaves keys in all states that there are, by what this build does: `done`, `waiting` with two events, `failing` with an
 * attempt counted, `parked` with an event behind the dead letter, and `skipped`.
 */
export async function leaveEvents(notes: Published): Promise<EventSample> {
  const handles = await notes.ledger((write, work) => async ({ book, text }) => {
    if (text === 'bad') throw new Error(`cannot take ${book}`);
    await work.run(async () => void (await write(`${book} ${text}`)));
  });
  const relay = await notes.relay(handles, { maxAttempts: 2, firstDelayMs: 5 });
  const parked = (book: string) =>
    until(async () => (await notes.lane(book))?.parked, `${book} being parked`);
  await notes.publish('one', 'done');
  await notes.publish('one', 'skipped');
  await notes.publish('bad', 'skipped');
  await parked('skipped');
  const desk = await notes.desk();
  const [letter] = await desk.deadLetters(1);
  await desk.skip({ subscriber: 'ledger', seq: letter!.id.split('/')[1]! });
  await notes.settled();
  await notes.publish('one', 'parked');
  await notes.publish('bad', 'parked');
  await notes.publish('three', 'parked');
  await parked('parked');
  await relay.stop();
  const slow = await notes.relay(handles, { maxAttempts: 9, firstDelayMs: 60_000 });
  await notes.publish('bad', 'failing');
  await until(async () => (await notes.lane('failing'))?.error, 'a failure');
  await slow.stop();
  await notes.publish('one', 'waiting');
  await notes.publish('two', 'waiting');
  const { admin } = notes.database;
  const rows = async (table: string) => {
    const { rows } = await admin.query<{ row: object }>(`SELECT to_json(t) AS row FROM ${table} t`);
    return rows.map(({ row }) => row);
  };
  const { rows: done } = await admin.query<{ name: string }>('SELECT name FROM notes.migrations ORDER BY id');
  const { rows: sequence } = await admin.query<{ last: string }>(
    'SELECT last_value AS last FROM notes.outbox_seq',
  );
  return {
    migrations: done.map(({ name }) => name),
    last: sequence[0]!.last,
    outbox: await rows(sampledTables.outbox),
    lanes: await rows(sampledTables.lanes),
    inbox: await rows(sampledTables.inbox),
    note: await rows(sampledTables.note),
  };
}
