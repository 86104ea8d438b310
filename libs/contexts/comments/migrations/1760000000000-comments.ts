import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Comments1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE comment (
        id uuid PRIMARY KEY,
        post_id uuid NOT NULL,
        parent_id uuid REFERENCES comment,
        depth integer NOT NULL,
        author_id uuid NOT NULL,
        body text NOT NULL,
        created_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX comment_post ON comment (post_id, created_at, id)');
    await runner.query('CREATE INDEX comment_parent ON comment (parent_id) WHERE parent_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE comment');
  }
}
