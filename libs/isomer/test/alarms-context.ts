import { Injectable } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { everyone, systemOnly } from '../src/contract/access';
import { type Handler, command, contract } from '../src/contract/contract';
import { ContextModule } from '../src/context/context-module';
import { UnitOfWork } from '../src/persistence/unit-of-work';

const Nothing = z.object({});
const Alarm = z.object({ name: z.string() });
type Alarm = z.infer<typeof Alarm>;

/** A context with jobs: alarms ring when they are set to, and it chimes each second. */
export class AlarmsApi extends contract('alarms', {
  set: command({
    input: Alarm.extend({ at: z.iso.datetime(), fail: z.boolean().optional() }),
    output: Nothing,
    access: everyone,
  }),
  unset: command({ input: Alarm, output: Nothing, access: everyone }),
  ring: command({ input: Alarm, output: Nothing, access: systemOnly }),
  chime: command({ input: Nothing, output: Nothing, access: systemOnly }),
}) {}

/** Writes down that something ran, and when. */
@Injectable()
export class Diary {
  /** Names of alarms that do not ring. */
  static broken = new Set<string>();

  constructor(readonly work: UnitOfWork) {}

  async note(name: string): Promise<void> {
    await this.work.writer.query('INSERT INTO rung (name) VALUES ($1)', [name]);
    if (Diary.broken.has(name)) throw new Error(`${name} is broken`);
  }
}

@Injectable()
class SetAlarm implements Handler<typeof AlarmsApi, 'set'> {
  constructor(private readonly diary: Diary) {}

  handle({ name, at, fail }: Alarm & { at: string; fail?: boolean }) {
    const { work } = this.diary;
    return work.run(async () => {
      work.schedule(AlarmsApi, 'ring', { name }, { key: name, at: new Date(at) });
      if (fail) throw new Error('rolled back');
      return {};
    });
  }
}

@Injectable()
class UnsetAlarm implements Handler<typeof AlarmsApi, 'unset'> {
  constructor(private readonly diary: Diary) {}

  handle({ name }: Alarm) {
    const { work } = this.diary;
    return work.run(async () => {
      work.unschedule(AlarmsApi, 'ring', name);
      return {};
    });
  }
}

@Injectable()
class Ring implements Handler<typeof AlarmsApi, 'ring'> {
  constructor(private readonly diary: Diary) {}

  handle({ name }: Alarm) {
    return this.diary.work.run(async () => {
      await this.diary.note(name);
      return {};
    });
  }
}

@Injectable()
class Chime implements Handler<typeof AlarmsApi, 'chime'> {
  constructor(private readonly diary: Diary) {}

  handle() {
    return this.diary.work.run(async () => {
      await this.diary.note('chime');
      return {};
    });
  }
}

class Alarms1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE rung (name text NOT NULL, at timestamptz NOT NULL DEFAULT now())');
    // Runs that are over or were replaced leave no row: this keeps what was ever scheduled.
    await runner.query('CREATE TABLE scheduled (name text NOT NULL, payload text NOT NULL)');
    await runner.query(`CREATE FUNCTION note_scheduled() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO scheduled VALUES (NEW.name, NEW.payload); RETURN NULL; END $$`);
    await runner.query(
      'CREATE TRIGGER note_scheduled AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION note_scheduled()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER note_scheduled ON outbox');
    await runner.query('DROP FUNCTION note_scheduled');
    await runner.query('DROP TABLE rung, scheduled');
  }
}

const calls = { set: SetAlarm, unset: UnsetAlarm, ring: Ring, chime: Chime };
const rest = { providers: [Diary], migrations: [Alarms1760000000000] };

@ContextModule({ contract: AlarmsApi, calls, jobs: { ring: {} }, ...rest })
export class AlarmsModule {}

@ContextModule({ contract: AlarmsApi, calls, jobs: { ring: {}, chime: { cron: '* * * * * *' } }, ...rest })
export class ChimingModule {}

@ContextModule({
  contract: AlarmsApi,
  calls,
  jobs: { chime: { cron: '0 4 * * *', timeZone: 'Europe/Berlin' } },
  ...rest,
})
export class DailyModule {}
