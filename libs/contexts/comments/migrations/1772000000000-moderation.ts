import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Comments are edited, and threads are locked. */
export class Moderation1772000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE thread ADD locked_at timestamptz(3)');
    await runner.query(
      'ALTER TABLE comment ADD revision integer NOT NULL DEFAULT 1, ADD edited_at timestamptz(3)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE comment DROP revision, DROP edited_at');
    await runner.query('ALTER TABLE thread DROP locked_at');
  }
}
