import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexes = [
  'post_author ON post (author_id, id DESC)',
  'post_author_unpublished ON post (author_id, id DESC) WHERE published_at IS NULL',
  'post_updated ON post ((coalesce(updated_at, created_at)) DESC, id DESC) WHERE published_at IS NOT NULL',
  'post_locale ON post (locale, published_at DESC, id DESC) WHERE published_at IS NOT NULL',
  'post_tags ON post USING gin (tags) WHERE published_at IS NOT NULL',
  // What is after that many characters is not found: all words of the longest text could be more than a tsvector holds.
  `post_words ON post USING gin (to_tsvector('simple', title || ' ' || left(body, 100000))) WHERE published_at IS NOT NULL`,
];

export class Lists1770000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const index of indexes) await runner.query(`CREATE INDEX ${index}`);
    await runner.query(`
      CREATE TABLE post_tag (
        tag text NOT NULL,
        post_id uuid NOT NULL REFERENCES post ON DELETE CASCADE,
        PRIMARY KEY (tag, post_id)
      )`);
    await runner.query('CREATE INDEX post_tag_post ON post_tag (post_id)');
    await runner.query(`
      CREATE TABLE post_comment_total (
        post_id uuid PRIMARY KEY REFERENCES post ON DELETE CASCADE,
        total integer NOT NULL
      )`);
    await runner.query(
      'INSERT INTO post_comment_total SELECT id, comment_count FROM post WHERE published_at IS NOT NULL',
    );
    await runner.query(
      'CREATE INDEX post_comment_total_most ON post_comment_total (total DESC, post_id DESC)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE post_comment_total');
    await runner.query('DROP TABLE post_tag');
    for (const index of indexes) await runner.query(`DROP INDEX ${index.split(' ')[0]}`);
  }
}
