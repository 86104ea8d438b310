import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of events, which every context has in its own schema. */
export class FrameworkEvents1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SEQUENCE outbox_seq');
    // What happened, in the order of each key.
    await runner.query(`
      CREATE TABLE outbox (
        key text,
        seq bigint,
        name text NOT NULL,
        version integer NOT NULL,
        payload text NOT NULL,
        trace_id text NOT NULL,
        subscribers text[] NOT NULL,
        published_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (key, seq)
      )`);
    await runner.query('CREATE INDEX outbox_published_at ON outbox (published_at)');
    // How far each subscriber has come with each key. Locked by who publishes, until it commits.
    await runner.query(`
      CREATE TABLE outbox_lane (
        subscriber text,
        key text,
        ticket bigint NOT NULL,
        done bigint NOT NULL,
        skipped bigint NOT NULL DEFAULT 0,
        fresh boolean NOT NULL DEFAULT true,
        due_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        parked boolean NOT NULL DEFAULT false,
        dead bigint,
        error text,
        PRIMARY KEY (key, subscriber)
      )`);
    await runner.query(
      'CREATE INDEX outbox_lane_due ON outbox_lane (subscriber, due_at) WHERE due_at IS NOT NULL',
    );
    await runner.query('CREATE INDEX outbox_lane_parked ON outbox_lane (subscriber, key) WHERE parked');
    // How far this context has come with each key of others.
    await runner.query(`
      CREATE TABLE inbox (
        publisher text,
        key text,
        seq bigint NOT NULL,
        handled_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (publisher, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbox, outbox_lane, outbox');
    await runner.query('DROP SEQUENCE outbox_seq');
  }
}
