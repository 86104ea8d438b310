import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HiddenThreads1774000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // While its post is there for nobody.
    await runner.query('ALTER TABLE thread ADD COLUMN hidden boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE thread DROP COLUMN hidden');
  }
}
