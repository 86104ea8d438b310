import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Posts1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE post (
        id uuid PRIMARY KEY,
        author_id uuid NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        locale text NOT NULL,
        source text CONSTRAINT post_source UNIQUE,
        created_at timestamptz(3) NOT NULL,
        published_at timestamptz(3)
      )`);
    await runner.query(
      'CREATE INDEX post_published ON post (published_at DESC, id DESC) WHERE published_at IS NOT NULL',
    );
    await runner.query(
      'CREATE INDEX post_author_published ON post (author_id, published_at DESC, id DESC) WHERE published_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE post');
  }
}
