import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Previews1771000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE post_preview (
        id uuid PRIMARY KEY,
        post_id uuid NOT NULL REFERENCES post ON DELETE CASCADE,
        secret_digest bytea NOT NULL UNIQUE,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX post_preview_post ON post_preview (post_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE post_preview');
  }
}
