import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reports1773000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report (
        id uuid PRIMARY KEY,
        comment_id uuid NOT NULL REFERENCES comment,
        reporter_id uuid NOT NULL,
        reason text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        outcome text CHECK (outcome IN ('dismissed', 'removed')),
        resolved_by uuid,
        resolved_at timestamptz(3),
        UNIQUE (comment_id, reporter_id)
      )`);
    await runner.query('CREATE INDEX report_open ON report (created_at, id) WHERE outcome IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report');
  }
}
