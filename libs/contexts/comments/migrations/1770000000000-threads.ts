import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Comments belong to threads, of posts or of pages elsewhere. Processes of the version before write comments of posts
 * without a thread: a trigger gives these theirs.
 */
export class Threads1770000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE thread (
        id uuid PRIMARY KEY,
        post_id uuid CHECK (post_id = id),
        url text CONSTRAINT thread_url UNIQUE,
        given_url text,
        title text,
        comment_count integer NOT NULL DEFAULT 0,
        last_position integer NOT NULL DEFAULT 0,
        CHECK ((post_id IS NULL) <> (url IS NULL))
      )`);
    await runner.query(`
      ALTER TABLE comment
        ALTER post_id DROP NOT NULL,
        ADD thread_id uuid REFERENCES thread,
        ADD position integer,
        ADD status text NOT NULL DEFAULT 'visible' CHECK (status IN ('visible', 'deleted', 'removed', 'spam')),
        ADD html text,
        ADD guest_name text,
        ADD guest_url text,
        ADD guest_email_hash text,
        ADD reply_count integer NOT NULL DEFAULT 0,
        ADD source text,
        ADD source_digest text`);
    await runner.query(`
      INSERT INTO thread (id, post_id, comment_count, last_position)
      SELECT post_id, post_id, count(*), count(*) FROM comment GROUP BY post_id`);
    await runner.query(`
      UPDATE comment SET thread_id = post_id, position = placed.position, reply_count = placed.replies
      FROM (SELECT id, row_number() OVER (PARTITION BY post_id ORDER BY created_at, id) AS position,
              (SELECT count(*) FROM comment r WHERE r.parent_id = c.id) AS replies
            FROM comment c) placed
      WHERE placed.id = comment.id`);
    await runner.query('ALTER TABLE comment ALTER thread_id SET NOT NULL, ALTER position SET NOT NULL');
    await runner.query('CREATE UNIQUE INDEX comment_position ON comment (thread_id, position)');
    await runner.query('CREATE INDEX comment_thread ON comment (thread_id, created_at, id)');
    // A source may be longer than what an index takes.
    await runner.query(
      'CREATE UNIQUE INDEX comment_source ON comment (md5(source)) WHERE source IS NOT NULL',
    );
    await runner.query(`
      CREATE TABLE hidden_text (
        comment_id uuid PRIMARY KEY REFERENCES comment,
        body text NOT NULL,
        hidden_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX hidden_text_age ON hidden_text (hidden_at)');
    await runner.query(`
      CREATE FUNCTION place_comment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO thread (id, post_id, comment_count, last_position) VALUES (NEW.post_id, NEW.post_id, 1, 1)
        ON CONFLICT (id) DO UPDATE
          SET comment_count = thread.comment_count + 1, last_position = thread.last_position + 1
        RETURNING last_position INTO NEW.position;
        NEW.thread_id := NEW.post_id;
        UPDATE comment SET reply_count = reply_count + 1 WHERE id = NEW.parent_id;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER comment_of_before BEFORE INSERT ON comment FOR EACH ROW
      WHEN (NEW.thread_id IS NULL) EXECUTE FUNCTION place_comment()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER comment_of_before ON comment');
    await runner.query('DROP FUNCTION place_comment');
    await runner.query('DROP TABLE hidden_text');
    await runner.query('DELETE FROM comment WHERE post_id IS NULL');
    await runner.query(`
      ALTER TABLE comment ALTER post_id SET NOT NULL, DROP thread_id, DROP position, DROP status, DROP html,
        DROP guest_name, DROP guest_url, DROP guest_email_hash, DROP reply_count, DROP source, DROP source_digest`);
    await runner.query('DROP TABLE thread');
  }
}
