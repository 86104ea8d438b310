import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RefreshTokenExpiry1765000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX refresh_token_expires_at ON refresh_token (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX refresh_token_expires_at');
  }
}
