import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was known of a session only by its refresh tokens. Processes of before begin some that have no row until they are refreshed. */
export class Sessions1770000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        begun_at timestamptz(3) NOT NULL,
        last_used_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        user_agent text
      )`);
    await runner.query(`
      INSERT INTO session (id, account_id, begun_at, last_used_at, expires_at)
      SELECT family, account_id, min(expires_at) - interval '30 days', max(expires_at) - interval '30 days', max(expires_at)
      FROM refresh_token GROUP BY family, account_id`);
    await runner.query('CREATE INDEX session_account ON session (account_id, begun_at DESC, id DESC)');
    await runner.query('CREATE INDEX session_expires_at ON session (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session');
  }
}
