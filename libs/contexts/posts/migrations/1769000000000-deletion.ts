import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Deletion1769000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE post
        ADD deleted_at timestamptz(3),
        ADD deleted_by uuid,
        ADD published_before timestamptz(3)`);
    await runner.query('CREATE INDEX post_deleted ON post (deleted_at) WHERE deleted_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE post DROP deleted_at, DROP deleted_by, DROP published_before');
  }
}
