import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The lower end of Wilson's interval for the share of `some` among all votes, with 95 % confidence. */
const atLeast = (some: string) => `(
  (${some} + 1.9208) / (up + down) - 1.96 * sqrt(up::float8 * down / (up + down) + 0.9604) / (up + down)
) / (1 + 3.8416 / (up + down))`;

/** Votes, and comments in the order of what they say: who likes it at least, less who does not. */
export class Votes1771000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE comment
        ADD up integer NOT NULL DEFAULT 0,
        ADD down integer NOT NULL DEFAULT 0,
        ADD best float8 NOT NULL GENERATED ALWAYS AS (
          CASE WHEN up + down = 0 THEN 0 ELSE ${atLeast('up')} - ${atLeast('down')} END
        ) STORED`);
    await runner.query(`
      CREATE TABLE vote (
        comment_id uuid NOT NULL REFERENCES comment,
        member_id uuid NOT NULL,
        value smallint NOT NULL CHECK (value IN (1, -1)),
        PRIMARY KEY (comment_id, member_id)
      )`);
    // What is below a comment, or below the thread itself, in each of its orders.
    await runner.query(
      `CREATE INDEX comment_below_by_time ON comment (coalesce(parent_id, thread_id), created_at, id) WHERE status <> 'spam'`,
    );
    await runner.query(
      `CREATE INDEX comment_below_by_votes ON comment (coalesce(parent_id, thread_id), best, id) WHERE status <> 'spam'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX comment_below_by_votes, comment_below_by_time');
    await runner.query('DROP TABLE vote');
    await runner.query('ALTER TABLE comment DROP best, DROP up, DROP down');
  }
}
