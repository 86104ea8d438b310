import type { DataSource, EntityManager } from 'typeorm';

export interface StoredResult {
  fingerprint: Buffer;
  /** JSON text of the command's output. */
  result: string;
}

/** How long a result is kept for a retry if nobody says, in hours. */
const dayHours = 24;

/** Results of commands by their key, in the schema of the context that served them. */
export class IdempotencyStore {
  constructor(
    private readonly dataSource: DataSource,
    /** Keys the fingerprints, so that a stored one cannot be guessed back to an input such as a password. */
    readonly secret: Buffer,
  ) {}

  async find(
    scope: Buffer,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<StoredResult | undefined> {
    const rows: StoredResult[] = await manager.query(
      'SELECT fingerprint, result FROM idempotency WHERE scope = $1 AND result IS NOT NULL AND expires_at > now()',
      [scope],
    );
    return rows[0];
  }

  /** False when another run has committed under this key. Waits for one that is in progress. */
  async claim(
    manager: EntityManager,
    scope: Buffer,
    fingerprint: Buffer,
    hours = dayHours,
  ): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `INSERT INTO idempotency (scope, fingerprint, expires_at)
       VALUES ($1, $2, now() + make_interval(hours => $3))
       ON CONFLICT (scope) DO UPDATE SET fingerprint = excluded.fingerprint, expires_at = excluded.expires_at, result = NULL
         WHERE idempotency.expires_at <= now()
       RETURNING 1`,
      [scope, fingerprint, hours],
    );
    return rows.length === 1;
  }

  async complete(manager: EntityManager, scope: Buffer, result: string): Promise<void> {
    await manager.query('UPDATE idempotency SET result = $2 WHERE scope = $1', [scope, result]);
  }

  /** Deletes what is past its life, in bites that do not hold locks for long. Returns how many. */
  async sweep(limit = 1_000): Promise<number> {
    const rows: unknown[] = await this.dataSource.query(
      `WITH gone AS (SELECT scope FROM idempotency WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED),
            swept AS (DELETE FROM idempotency USING gone WHERE idempotency.scope = gone.scope RETURNING 1)
       SELECT 1 FROM swept`,
      [limit],
    );
    return rows.length;
  }
}
