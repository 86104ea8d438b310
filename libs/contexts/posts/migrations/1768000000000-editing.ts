import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is made of a text when it is written, its revisions, and its slugs. */
export class Editing1768000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE post
        ADD html text,
        ADD excerpt text,
        ADD tags text[] NOT NULL DEFAULT '{}',
        ADD slug text,
        ADD revision integer NOT NULL DEFAULT 1,
        ADD updated_at timestamptz(3)`);
    await runner.query('CREATE INDEX post_unrendered ON post (id) WHERE html IS NULL');
    await runner.query(`
      CREATE TABLE post_revision (
        post_id uuid NOT NULL REFERENCES post ON DELETE CASCADE,
        revision integer NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        locale text NOT NULL,
        tags text[] NOT NULL,
        saved_at timestamptz(3) NOT NULL,
        PRIMARY KEY (post_id, revision)
      )`);
    // A post takes its slug before it is there: the slug is one of its columns.
    await runner.query(`
      CREATE TABLE post_slug (
        slug text PRIMARY KEY,
        post_id uuid NOT NULL REFERENCES post ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        last_number integer NOT NULL DEFAULT 1
      )`);
    await runner.query('CREATE INDEX post_slug_post ON post_slug (post_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE post_slug');
    await runner.query('DROP TABLE post_revision');
    await runner.query(`
      ALTER TABLE post DROP html, DROP excerpt, DROP tags, DROP slug, DROP revision, DROP updated_at`);
  }
}
