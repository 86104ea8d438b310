import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `account` is a digest of the handle as it was typed, whether it is somebody's or not; empty for all that come from a network. */
export class FailedLogIns1770000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE failed_log_in (
        network text NOT NULL,
        account bytea NOT NULL,
        failures integer NOT NULL,
        blocked_until timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        PRIMARY KEY (network, account)
      )`);
    await runner.query('CREATE INDEX failed_log_in_expires_at ON failed_log_in (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE failed_log_in');
  }
}
