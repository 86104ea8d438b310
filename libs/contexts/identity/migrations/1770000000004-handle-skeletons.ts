import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What two handles that look alike have in common; as domain/handles says it. Of those that were there before and look
 * alike, the oldest has it, and all of them stay.
 */
export class HandleSkeletons1770000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account ADD skeleton text');
    await runner.query(`
      WITH each AS (
        SELECT id, joined_at,
          translate(replace(replace(replace(handle, '_', ''), 'rn', 'm'), 'vv', 'w'), '01i', 'oll') AS skeleton
        FROM account
      ), oldest AS (
        SELECT DISTINCT ON (skeleton) id, skeleton FROM each ORDER BY skeleton, joined_at, id
      )
      UPDATE account a SET skeleton = o.skeleton FROM oldest o WHERE a.id = o.id`);
    await runner.query('ALTER TABLE account ADD CONSTRAINT account_skeleton UNIQUE (skeleton)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP skeleton');
  }
}
