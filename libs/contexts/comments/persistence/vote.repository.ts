import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';

interface Counts {
  up: number;
  down: number;
}

const counted = (since: string) => `
  UPDATE comment SET
    up = up + (${since} = 1)::integer - coalesce((SELECT value FROM before) = 1, false)::integer,
    down = down + (${since} = -1)::integer - coalesce((SELECT value FROM before) = -1, false)::integer
  WHERE id = $1 RETURNING up, down`;

/** One vote a person, and how many there are beside the comment. Whoever calls this holds the comment. */
@Injectable()
export class VoteRepository {
  constructor(private readonly work: UnitOfWork) {}

  cast(commentId: string, memberId: string, value: number): Promise<Counts> {
    return this.changed(
      `WITH before AS (SELECT value FROM vote WHERE comment_id = $1 AND member_id = $2),
         cast_now AS (INSERT INTO vote (comment_id, member_id, value) VALUES ($1, $2, $3)
           ON CONFLICT (comment_id, member_id) DO UPDATE SET value = excluded.value)
       ${counted('$3::integer')}`,
      [commentId, memberId, value],
    );
  }

  withdraw(commentId: string, memberId: string): Promise<Counts> {
    return this.changed(
      `WITH before AS (DELETE FROM vote WHERE comment_id = $1 AND member_id = $2 RETURNING value)
       ${counted('0')}`,
      [commentId, memberId],
    );
  }

  private async changed(statement: string, values: unknown[]): Promise<Counts> {
    const answer: Counts[] | [Counts[], number] = await this.work.writer.query(statement, values);
    // TypeORM answers rows alone where a statement does not begin with its verb.
    return (Array.isArray(answer[0]) ? answer[0][0] : answer[0]) as Counts;
  }
}
