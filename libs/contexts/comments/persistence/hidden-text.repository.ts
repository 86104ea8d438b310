import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { HiddenTextEntity } from './hidden-text.entity';

/** Texts of comments that are not shown. */
@Injectable()
export class HiddenTextRepository {
  constructor(private readonly work: UnitOfWork) {}

  async keep(text: HiddenTextEntity): Promise<void> {
    await this.work.writer.upsert(HiddenTextEntity, text, ['commentId']);
  }

  /** The text, which is no longer among those that are hidden. */
  async take(commentId: string): Promise<HiddenTextEntity | undefined> {
    const [rows]: [HiddenTextEntity[]] = await this.work.writer.query(
      `DELETE FROM hidden_text WHERE comment_id = $1
       RETURNING comment_id AS "commentId", body, hidden_at AS "hiddenAt"`,
      [commentId],
    );
    return rows[0];
  }

  /** Deletes what was hidden before a time, up to a number. Resolves with how many. */
  async purge(before: Date, limit: number): Promise<number> {
    const [, purged]: [unknown, number] = await this.work.writer.query(
      // By where they are: joined by their keys, all rows would be read to find thousands of them.
      `DELETE FROM hidden_text WHERE ctid = ANY (
         ARRAY(SELECT ctid FROM hidden_text WHERE hidden_at <= $1 ORDER BY hidden_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       )`,
      [before, limit],
    );
    return purged;
  }
}
