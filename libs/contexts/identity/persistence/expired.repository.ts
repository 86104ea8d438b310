import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';

const tables = ['refresh_token', 'session', 'failed_log_in'];

@Injectable()
export class ExpiredRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Deletes up to `limit` rows of each table whose time is over. Returns how many. */
  async delete(limit: number): Promise<number> {
    let deleted = 0;
    for (const table of tables) {
      const [, rows]: [unknown, number] = await this.work.writer.query(
        // By where they are: joined by their keys, all rows would be read to find thousands of them.
        `DELETE FROM ${table} WHERE ctid = ANY (
           ARRAY(SELECT ctid FROM ${table} WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED))`,
        [limit],
      );
      deleted += rows;
    }
    return deleted;
  }
}
