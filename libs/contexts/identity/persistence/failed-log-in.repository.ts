import { createHash } from 'node:crypto';
import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type Delays, networkDelays, pairDelays, secondsAfter } from '../domain/log-in-delays';

/** No account: of all that come from a network. */
const anyAccount = Buffer.alloc(0);

/** Wrong passwords, by where they come from. Those for a handle that nobody has are counted like any, so that they tell nothing. */
@Injectable()
export class FailedLogInRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** For how many milliseconds nobody from that network may try that handle. */
  async blockedMs(network: string, handle: string): Promise<number> {
    const [row]: { ms: number }[] = await this.work.reader.query(
      `SELECT coalesce(max(extract(epoch FROM blocked_until - now())), 0)::float8 * 1000 AS ms
       FROM failed_log_in WHERE network = $1 AND account IN ($2, $3)`,
      [network, digestOf(handle), anyAccount],
    );
    return Math.max(0, Math.ceil(row!.ms));
  }

  /** The pair first and the network last, always, so that nobody waits for each other. */
  async add(network: string, handle: string): Promise<void> {
    await this.count(network, digestOf(handle), pairDelays);
    await this.count(network, anyAccount, networkDelays);
  }

  /** Who knows the password has not guessed. What was guessed of others from there stays. */
  async forget(network: string, handle: string): Promise<void> {
    await this.work.writer.query('DELETE FROM failed_log_in WHERE network = $1 AND account = $2', [
      network,
      digestOf(handle),
    ]);
  }

  private async count(network: string, account: Buffer, delays: Delays): Promise<void> {
    const [row]: { failures: number }[] = await this.work.writer.query(
      `INSERT INTO failed_log_in AS f (network, account, failures, blocked_until, expires_at)
       VALUES ($1, $2, 1, now(), now() + make_interval(secs => $3))
       ON CONFLICT (network, account) DO UPDATE
         SET failures = CASE WHEN f.expires_at > now() THEN f.failures + 1 ELSE 1 END
       RETURNING failures`,
      [network, account, delays.rememberedFor],
    );
    await this.work.writer.query(
      `UPDATE failed_log_in SET blocked_until = now() + make_interval(secs => $3),
         expires_at = now() + make_interval(secs => $4) WHERE network = $1 AND account = $2`,
      [network, account, secondsAfter(row!.failures, delays), delays.rememberedFor],
    );
  }
}

function digestOf(handle: string): Buffer {
  return createHash('sha256').update(handle).digest();
}
