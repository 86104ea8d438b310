import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Accounts1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        handle text NOT NULL CONSTRAINT account_handle UNIQUE,
        display_name text NOT NULL,
        password_hash text,
        joined_at timestamptz(3) NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE refresh_token (
        hash bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        family uuid NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      )`);
    await runner.query('CREATE INDEX refresh_token_family ON refresh_token (family)');
    await runner.query('CREATE INDEX refresh_token_account ON refresh_token (account_id)');
    await runner.query(`
      CREATE TABLE signing_key (
        kid text PRIMARY KEY,
        public_key jsonb NOT NULL,
        private_key bytea NOT NULL,
        created_at timestamptz(3) NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE signing_key, refresh_token, account');
  }
}
