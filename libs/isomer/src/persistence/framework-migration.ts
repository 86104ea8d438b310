import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the framework itself, which every context has in its own schema. */
export class Framework1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency (
        scope bytea PRIMARY KEY,
        fingerprint bytea NOT NULL,
        result text,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX idempotency_expires_at ON idempotency (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency');
  }
}
