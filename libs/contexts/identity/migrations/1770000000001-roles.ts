import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Roles1770000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account ADD role text NOT NULL DEFAULT 'member'
        CONSTRAINT account_role CHECK (role IN ('member', 'moderator', 'admin'))`);
    await runner.query(`CREATE INDEX account_admin ON account (id) WHERE role = 'admin'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP role');
  }
}
