import { getDataSourceToken } from '@nestjs/typeorm';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { AlarmsApi, AlarmsModule, ChimingModule, DailyModule, Diary } from '../../test/alarms-context';
import { NotesApi } from '../../test/notes-context';
import { type BootedContext, bootContext } from '../../testing/boot-context';
import { type TestDatabase, emptyDatabase } from '../../testing/database';
import { until } from '../../testing/until';
import { runAs } from '../call/call-context';
import { schemaOf, declarationOf } from '../context/context-module';
import { Lanes } from '../event/lanes';
import { Relays } from '../event/relays';
import { migrate } from '../persistence/migrate';

let database: TestDatabase;
let data: pg.Client;
const booted: BootedContext[] = [];

const boot = async (module: typeof AlarmsModule): Promise<BootedContext> => {
  const context = await bootContext(module, { database });
  booted.push(context);
  return context;
};
const set = async (context: BootedContext, name: string, inMs: number, fail?: boolean) => {
  const at = new Date(Date.now() + inMs).toISOString();
  await runAs({ operation: 'test' }, () => context.client(AlarmsApi).set({ name, at, fail }));
  return at;
};
const rung = async (): Promise<string[]> =>
  (await data.query<{ name: string }>('SELECT name FROM alarms.rung ORDER BY at, name')).rows.map(
    ({ name }) => name,
  );
const ticks = async (): Promise<string[]> => {
  const { rows } = await data.query<{ payload: string }>(
    `SELECT payload FROM alarms.scheduled WHERE name = 'tick alarms.chime'`,
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { at: string }).at);
};

beforeEach(async () => {
  database = await emptyDatabase();
  await migrate({ adminUrl: database.url, schemas: [schemaOf(declarationOf(AlarmsModule))] });
  data = new pg.Client({ connectionString: database.url });
  await data.connect();
});
afterEach(async () => {
  Diary.broken.clear();
  await Promise.all(booted.splice(0).map((context) => context.close()));
  await data.end();
  await database.drop();
});

describe('a command that is scheduled', () => {
  test('runs at its time, not before and once', async () => {
    const context = await boot(AlarmsModule);
    const at = await set(context, 'tea', 1_500);
    await set(context, 'cake', -60_000);
    await set(context, 'dinner', 3_600_000);
    await until(async () => (await rung()).length >= 2, 'two alarms');
    expect((await rung()).sort()).toEqual(['cake', 'tea']);
    const early = await data.query(`SELECT FROM alarms.rung WHERE name = 'tea' AND at < $1`, [at]);
    expect(early.rows).toEqual([]);
    expect((await context.scheduled()).map(({ key }) => key)).toEqual(['job ring dinner']);
  });

  test('runs although the process that scheduled it is gone', async () => {
    const first = await boot(AlarmsModule);
    await set(first, 'tea', 3_600_000);
    await first.makeDue();
    // Whether it began it or not.
    await first.close();
    booted.splice(0);
    await boot(AlarmsModule);
    await until(async () => (await rung()).length > 0, 'the alarm');
    expect(await rung()).toEqual(['tea']);
  });

  test('takes the place of the one of its key, and of no other', async () => {
    const context = await boot(AlarmsModule);
    await set(context, 'tea', 3_600_000);
    await set(context, 'cake', 3_600_000);
    await set(context, 'tea', 7_200_000);
    const times = (await context.scheduled()).map(({ key, dueAt }) => [
      key,
      Math.round((dueAt.getTime() - Date.now()) / 3_600_000),
    ]);
    expect(times).toEqual([
      ['job ring cake', 1],
      ['job ring tea', 2],
    ]);
    await context.makeDue();
    await until(async () => (await rung()).length >= 2, 'two alarms');
    await until(async () => (await context.scheduled()).length === 0, 'nothing scheduled');
    expect((await rung()).sort()).toEqual(['cake', 'tea']);
  });

  test('can be taken back', async () => {
    const context = await boot(AlarmsModule);
    await set(context, 'tea', 3_600_000);
    await set(context, 'cake', 3_600_000);
    await runAs({ operation: 'test' }, () => context.client(AlarmsApi).unset({ name: 'tea' }));
    await runAs({ operation: 'test' }, () => context.client(AlarmsApi).unset({ name: 'never set' }));
    expect((await context.scheduled()).map(({ key }) => key)).toEqual(['job ring cake']);
    await context.makeDue();
    await until(async () => (await rung()).length > 0, 'an alarm');
    expect(await rung()).toEqual(['cake']);
  });

  test('is not run early when it is scheduled anew in the instant in which its time comes', async () => {
    const context = await boot(AlarmsModule);
    await context.module.get(Relays).onModuleDestroy();
    await set(context, 'tea', 0);
    const source = context.module.get<DataSource>(getDataSourceToken('alarms'));
    let statements = 0;
    const lanes = new Lanes(
      {
        query: async (statement, values) => {
          // Between taking the lane and reading what is on it.
          if (++statements === 2) await set(context, 'tea', 3_600_000);
          return source.query(statement, values);
        },
      },
      'alarms',
    );
    expect(await lanes.take(1, 20_000)).toMatchObject([{ key: 'job ring tea', events: [] }]);
    expect(await context.scheduled()).toMatchObject([{ key: 'job ring tea' }]);
  });

  test('is not, if its unit of work rolls back', async () => {
    const context = await boot(AlarmsModule);
    await expect(set(context, 'tea', 0, true)).rejects.toThrow();
    expect(await context.scheduled()).toEqual([]);
    const { rows } = await data.query('SELECT FROM alarms.outbox');
    expect(rows).toEqual([]);
  });

  test('is tried again when it fails, without its effect, and the next of its key takes its place', async () => {
    Diary.broken.add('tea');
    const context = await boot(AlarmsModule);
    await set(context, 'tea', 0);
    const failing = `SELECT attempts, error FROM alarms.outbox_lane WHERE error LIKE '%tea is broken%' AND attempts > 1`;
    await until(async () => (await data.query(failing)).rows.length > 0, 'two failures');
    expect(await rung()).toEqual([]);
    await data.query(`UPDATE alarms.outbox_lane SET attempts = 9, due_at = now() WHERE NOT parked`);
    await until(
      async () => (await data.query('SELECT FROM alarms.outbox_lane WHERE parked')).rows.length > 0,
      'a dead letter',
    );
    Diary.broken.clear();
    await set(context, 'tea', 0);
    await until(async () => (await rung()).length > 0, 'the next alarm');
    expect(
      (await data.query('SELECT FROM alarms.outbox_lane WHERE parked OR error IS NOT NULL')).rows,
    ).toEqual([]);
  });
});

describe('what cannot be scheduled', () => {
  test.each<[string, (context: BootedContext) => void, RegExp]>([
    [
      'a command that is no job',
      ({ module }) =>
        module.get(Diary).work.schedule(AlarmsApi, 'set', { name: 'a', at: '' }, { key: 'a', delayMs: 0 }),
      /alarms\.set is no job: name it in the jobs of its module/,
    ],
    [
      "an input that is not the command's",
      ({ module }) =>
        module.get(Diary).work.schedule(AlarmsApi, 'ring', {} as never, { key: 'a', delayMs: 0 }),
      /job alarms\.ring was scheduled with another payload: \/name is missing/,
    ],
    [
      'a command of another context',
      ({ module }) =>
        module.get(Diary).work.schedule(NotesApi, 'write', { text: 'a' }, { key: 'a', delayMs: 0 }),
      /Commands of notes are scheduled by notes itself/,
    ],
    [
      'no time',
      ({ module }) =>
        module.get(Diary).work.schedule(AlarmsApi, 'ring', { name: 'a' }, { key: 'a', at: new Date(NaN) }),
      /needs a time before the year 10000/,
    ],
    ...[{ at: new Date(), delayMs: 0 }, {}, { at: '2036-01-02T03:04:05Z' }, { delayMs: '5' }].map(
      (time): [string, (context: BootedContext) => void, RegExp] => [
        `${JSON.stringify(Object.keys(time))} for a time`,
        ({ module }) =>
          module.get(Diary).work.schedule(AlarmsApi, 'ring', { name: 'a' }, { key: 'a', ...time } as never),
        /needs (either `at`, a Date, or|a time before the year 10000, not)/,
      ],
    ),
    [
      'a key that no index takes',
      ({ module }) =>
        module
          .get(Diary)
          .work.schedule(AlarmsApi, 'ring', { name: 'a' }, { key: 'a'.repeat(300), delayMs: 0 }),
      /needs a key of 1 to 200 characters/,
    ],
  ])('%s', async (_, schedule, reason) => {
    const context = await boot(AlarmsModule);
    const { work } = context.module.get(Diary);
    await expect(runAs({ operation: 'test' }, () => work.run(async () => schedule(context)))).rejects.toThrow(
      reason,
    );
    expect(() => schedule(context)).toThrow(/^(Writes belong in a unit of work|Commands of notes)/);
  });
});

test('what is scheduled when a unit of work has ended is refused, and not lost in silence', async () => {
  const context = await boot(AlarmsModule);
  const { work } = context.module.get(Diary);
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let late!: Promise<void>;
  await runAs({ operation: 'test' }, () =>
    work.run(async () => {
      late = ended.then(() => work.schedule(AlarmsApi, 'ring', { name: 'tea' }, { key: 'tea', delayMs: 0 }));
    }),
  );
  end();
  await expect(late).rejects.toThrow('job alarms.ring was scheduled when its unit of work had ended');
});

describe('a cron pattern', () => {
  test('runs its command once a tick, however many replicas there are', async () => {
    await Promise.all([boot(ChimingModule), boot(ChimingModule), boot(ChimingModule)]);
    await until(async () => (await rung()).length >= 3, 'three chimes');
    await Promise.all(booted.splice(0).map((context) => context.close()));
    const times = await ticks();
    expect(new Set(times).size).toBe(times.length);
    // The last tick has not come.
    expect((await rung()).length).toBeLessThan(times.length);
  });

  test('runs once for all the ticks of a time in which nobody was there', async () => {
    const context = await boot(DailyModule);
    const [next] = await context.scheduled();
    expect(next).toMatchObject({ name: 'tick alarms.chime', context: 'alarms' });
    expect(next!.dueAt.toLocaleTimeString('de', { timeZone: 'Europe/Berlin' })).toBe('04:00:00');
    await data.query(
      `UPDATE alarms.outbox_lane SET due_at = now() - interval '3 days';
       UPDATE alarms.outbox SET payload = replace(payload, '${next!.dueAt.toISOString()}', '2020-01-01T04:00:00.000Z')`,
    );
    await until(async () => (await rung()).length > 0, 'a chime');
    await until(async () => (await context.scheduled()).length > 0, 'the next tick');
    expect(await rung()).toEqual(['chime']);
    expect((await context.scheduled())[0]!.dueAt).toEqual(next!.dueAt);
  });

  test('is kept through a start, and replaced by another one', async () => {
    await boot(DailyModule);
    await Promise.all([boot(DailyModule), boot(DailyModule)]);
    expect(await ticks()).toHaveLength(1);
    await boot(ChimingModule);
    expect(await ticks()).not.toHaveLength(1);
    await until(async () => (await rung()).length > 0, 'a chime');
  });

  test('that a build being deployed has changed is not undone by one that is being replaced', async () => {
    await boot(DailyModule);
    const hourly = `{"at":"2020-01-01T00:00:00.000Z","cron":"30 * * * *","timeZone":"UTC"}`;
    await data.query(
      `UPDATE alarms.outbox SET payload = '${hourly}'; UPDATE alarms.outbox_lane SET due_at = now()`,
    );
    await until(async () => (await rung()).length > 0, 'a chime');
    const next = await until(async () => (await booted[0]!.scheduled())[0], 'the next tick');
    expect(next.dueAt.getUTCMinutes()).toBe(30);
    expect(JSON.parse(next.payload)).toMatchObject({ cron: '30 * * * *' });
  });

  test('its tick comes for nobody whose clock is behind', async () => {
    const context = await boot(DailyModule);
    const far = new Date(Date.now() + 10 * 86_400_000);
    const at = far.toISOString();
    await data.query(
      `UPDATE alarms.outbox SET payload = jsonb_set(payload::jsonb, '{at}', to_jsonb($1::text))::text`,
      [at],
    );
    await context.makeDue();
    await until(async () => (await rung()).length > 0, 'a chime');
    const next = await until(async () => (await context.scheduled())[0], 'the next tick');
    expect(next.dueAt.getTime()).toBeGreaterThan(far.getTime());
  });
});
