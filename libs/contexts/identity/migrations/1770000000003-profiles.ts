import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Profiles1770000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE account ADD bio text, ADD avatar_url text, ADD revision integer NOT NULL DEFAULT 1',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP bio, DROP avatar_url, DROP revision');
  }
}
