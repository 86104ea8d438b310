import type { Log } from '../options';
import { isErrorReply } from './failures';
import type { RedisClient } from './redis-client';

/** A Redis that answers but must not be used. */
export class RedisRefused extends Error {
  override readonly name = 'RedisRefused';
}

/**
 * Reads the run id, which changes when Redis restarts, and refuses a Redis that may evict: it would drop
 * queued calls and heartbeats. INFO is used because managed services forbid CONFIG.
 *
 * @throws RedisRefused
 */
export async function inspectRedis(client: RedisClient, address: string, log: Log): Promise<string> {
  let info: string;
  try {
    info = await client.sendCommand<string>(['INFO']);
  } catch (error) {
    if (!isErrorReply(error)) throw error;
    if (!/^NOPERM/.test(error.message)) throw error;
    log(
      'warn',
      `Redis at ${address} does not let us read INFO: make sure that its maxmemory-policy is noeviction`,
    );
    return '';
  }
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    throw new RedisRefused(
      `Redis at ${address} may evict what it holds (maxmemory-policy is ${policy}): ` +
        'set "maxmemory-policy noeviction" there',
    );
  }
  return /^run_id:(\S+)/m.exec(info)?.[1] ?? '';
}
