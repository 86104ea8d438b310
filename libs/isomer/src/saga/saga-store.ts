import type { EntityManager } from 'typeorm';
import type { UnitOfWork } from '../persistence/unit-of-work';
import type { SagaDefinition } from './definition';
import type { Direction, SagaRecord, Status, StepRecord } from './record';

/** A record, and what it was when it was read. */
export interface Loaded {
  record: SagaRecord;
  revision: string;
  /** Payloads of the events that have come, by the steps that wait for them. */
  arrived: Map<string, unknown>;
}

interface Row {
  id: string;
  name: string;
  version: number;
  shape: string;
  status: Status;
  direction: Direction;
  input: string;
  results: string;
  steps: string;
  error: string | null;
  revision: string;
  arrived: Record<string, string> | null;
}

/** The sagas of one context, in its schema. */
export class SagaStore {
  constructor(private readonly work: UnitOfWork) {}

  async load(id: string): Promise<Loaded | undefined> {
    const [row]: Row[] = await this.work.reader.query(
      `SELECT id, name, version, shape, status, direction, input, results, steps, error, revision,
         (SELECT json_object_agg(step, payload) FROM saga_wait WHERE saga = id AND payload IS NOT NULL) AS arrived
       FROM saga WHERE id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { revision, arrived, ...rest } = row;
    const record: SagaRecord = {
      ...rest,
      input: JSON.parse(row.input) as unknown,
      results: JSON.parse(row.results) as Record<string, unknown>,
      steps: JSON.parse(row.steps) as Record<string, StepRecord>,
      error: row.error ?? undefined,
    };
    const events = Object.entries(arrived ?? {}).map(([step, text]) => [step, JSON.parse(text) as unknown]);
    return { record, revision, arrived: new Map(events as [string, unknown][]) };
  }

  /** False if one of that id has been started before. */
  async insert(definition: SagaDefinition, id: string, input: unknown): Promise<boolean> {
    const { name, version, shape, stages } = definition;
    const rows: unknown[] = await this.work.writer.query(
      `INSERT INTO saga (id, name, version, shape, status, direction, input, results, steps)
       VALUES ($1, $2, $3, $4, 'running', 'forwards', $5, '{}', '{}') ON CONFLICT (id) DO NOTHING RETURNING 1`,
      [id, name, version, shape, JSON.stringify(input)],
    );
    if (rows.length === 0) return false;
    const waits = stages.flatMap((stage) =>
      Object.entries(stage).flatMap(([step, each]) =>
        each.kind === 'event' ? [{ step, event: each.event.name, key: each.key(input) }] : [],
      ),
    );
    if (waits.length > 0)
      await this.work.writer.query(
        `INSERT INTO saga_wait (saga, step, event, key)
         SELECT $1, step, event, key FROM unnest($2::text[], $3::text[], $4::text[]) AS w (step, event, key)`,
        [id, waits.map(({ step }) => step), waits.map(({ event }) => event), waits.map(({ key }) => key)],
      );
    return true;
  }

  /** False if it has changed since it was read: an event has come, or somebody has decided. */
  async save(record: SagaRecord, revision: string): Promise<boolean> {
    const rows: unknown[] = await updated(
      this.work.writer,
      `UPDATE saga SET status = $3, direction = $4, results = $5, steps = $6, error = $7,
         revision = revision + 1, changed_at = now() WHERE id = $1 AND revision = $2 RETURNING 1`,
      [
        record.id,
        revision,
        record.status,
        record.direction,
        JSON.stringify(record.results),
        JSON.stringify(record.steps),
        // Postgres keeps no text with a zero in it.
        record.error?.replaceAll('\0', '\uFFFD') ?? null,
      ],
    );
    return rows.length > 0;
  }

  /** Keeps an event for the sagas that wait for it; their ids. */
  async arrive(event: string, key: string, payload: unknown): Promise<string[]> {
    const rows = await updated<{ id: string }>(
      this.work.writer,
      `WITH waiting AS (
         SELECT id FROM saga JOIN saga_wait ON saga = id
         WHERE event = $1 AND key = $2 AND payload IS NULL AND status IN ('running', 'stuck') ORDER BY id FOR UPDATE OF saga
       ), kept AS (
         UPDATE saga_wait SET payload = $3 FROM waiting WHERE saga = waiting.id AND event = $1 AND key = $2 AND payload IS NULL
       )
       UPDATE saga SET revision = revision + 1 FROM waiting WHERE saga.id = waiting.id RETURNING saga.id`,
      [event, key, JSON.stringify(payload)],
    );
    return rows.map(({ id }) => id);
  }
}

/** TypeORM gives the rows of an UPDATE and their number. */
async function updated<T>(manager: EntityManager, statement: string, values: unknown[]): Promise<T[]> {
  const [rows] = await manager.query<[T[], number]>(statement, values);
  return rows;
}
