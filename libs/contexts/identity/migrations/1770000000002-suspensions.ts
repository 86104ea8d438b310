import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Suspensions1770000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account
        ADD suspended_at timestamptz(3),
        ADD suspended_until timestamptz(3),
        ADD suspension_reason text,
        ADD suspended_by uuid`);
    await runner.query('CREATE INDEX account_joined ON account (joined_at DESC, id DESC)');
    await runner.query(
      'CREATE INDEX account_suspended ON account (joined_at DESC, id DESC) WHERE suspended_at IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX account_joined, account_suspended');
    await runner.query(`
      ALTER TABLE account DROP suspended_at, DROP suspended_until, DROP suspension_reason, DROP suspended_by`);
  }
}
