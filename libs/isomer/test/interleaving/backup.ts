import type pg from 'pg';

/** The rows of a schema of notes, as they were. */
export class Backup {
  private saved?: { note: unknown[]; inbox: unknown[] };

  constructor(
    private readonly admin: pg.Client,
    private readonly schema: string,
  ) {}

  async backUp(): Promise<void> {
    // One statement, so that it is of one moment.
    const { rows } = await this.admin.query<{ note: unknown[]; inbox: unknown[] }>(
      `SELECT (SELECT coalesce(json_agg(n), '[]') FROM ${this.schema}.note n) AS note,
         (SELECT coalesce(json_agg(i), '[]') FROM ${this.schema}.inbox i) AS inbox`,
    );
    this.saved = rows[0]!;
  }

  forget(): void {
    this.saved = undefined;
  }

  /** Returns whether there was something to restore. */
  async restore(): Promise<boolean> {
    if (!this.saved) return false;
    await this.admin.query(`TRUNCATE ${this.schema}.note, ${this.schema}.inbox`);
    for (const [table, rows] of Object.entries(this.saved))
      await this.admin.query(
        `INSERT INTO ${this.schema}.${table} ${table === 'note' ? 'OVERRIDING SYSTEM VALUE' : ''}
         SELECT * FROM json_populate_recordset(NULL::${this.schema}.${table}, $1)`,
        [JSON.stringify(rows)],
      );
    return true;
  }
}
