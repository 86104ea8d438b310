import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of sagas, which every context has in its own schema. */
export class FrameworkSagas1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saga (
        id text PRIMARY KEY,
        name text NOT NULL,
        version integer NOT NULL,
        shape text NOT NULL,
        status text NOT NULL,
        direction text NOT NULL,
        input text NOT NULL,
        results text NOT NULL,
        steps text NOT NULL,
        error text,
        revision bigint NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL DEFAULT now(),
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX saga_started_at ON saga (started_at, id)');
    await runner.query('CREATE INDEX saga_status ON saga (status, started_at, id)');
    // Events that sagas wait for, and those that have come.
    await runner.query(`
      CREATE TABLE saga_wait (
        saga text REFERENCES saga ON DELETE CASCADE,
        step text,
        event text NOT NULL,
        key text NOT NULL,
        payload text,
        PRIMARY KEY (saga, step)
      )`);
    await runner.query('CREATE INDEX saga_wait_event ON saga_wait (event, key) WHERE payload IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saga_wait, saga');
  }
}
