import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';

/** By what names their rows. */
const tables = [
  ['refresh_token', 'hash'],
  ['session', 'id'],
  ['failed_log_in', 'network, account'],
];

@Injectable()
export class ExpiredRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Deletes up to `limit` rows of each table whose time is over. Returns how many. */
  async delete(limit: number): Promise<number> {
    let deleted = 0;
    for (const [table, key] of tables) {
      const [, rows]: [unknown, number] = await this.work.writer.query(
        `DELETE FROM ${table} WHERE (${key}) IN
           (SELECT ${key} FROM ${table} WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED)`,
        [limit],
      );
      deleted += rows;
    }
    return deleted;
  }
}
