import type { Log } from '../options';
import { isNotAllowed, RedisRefused } from './failures';
import type { RedisClient } from './redis-client';

export interface Expected {
  cluster: boolean;
  /** Who says where the master is, so that a replica is the wrong node for now and not a wrong URL. */
  sentinel: boolean;
}

/**
 * Whether this node may be used: it answers, is a master of the expected kind and does not evict, which would
 * drop queued calls and heartbeats. Resolves with its run id, which changes when it restarts. INFO is used
 * because managed services forbid CONFIG.
 *
 * @throws RedisRefused, or the error reply of a node that is not ready
 */
export async function inspectRedis(client: RedisClient, expected: Expected, warn: Log): Promise<string> {
  // PING says LOADING and NOAUTH, where INFO may not.
  const [pong, told] = await Promise.allSettled([
    client.sendCommand(['PING']),
    client.sendCommand<string>(['INFO']),
  ]);
  if (pong.status === 'rejected') throw pong.reason;
  if (told.status === 'rejected') {
    if (!isNotAllowed(told.reason)) throw told.reason;
    warn('warn', 'it does not let us read INFO: make sure that its maxmemory-policy is noeviction');
    return '';
  }
  const info = told.value;
  const field = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  if (field('redis_mode') === 'sentinel') {
    throw new RedisRefused('it is a Sentinel: add ?sentinel=<name of the master> to the URL');
  }
  if (field('cluster_enabled') === '1' && !expected.cluster) {
    throw new RedisRefused('it is a node of a Cluster: add ?cluster=true to the URL');
  }
  if (field('role') === 'slave') {
    const master = `${field('master_host')}:${field('master_port')}`;
    if (expected.cluster || expected.sentinel) throw new Error(`the node is still a replica of ${master}`);
    throw new RedisRefused(
      `it is a replica of ${master}: name that one, or the sentinels with ?sentinel=<name of the master>`,
    );
  }
  const policy = field('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    throw new RedisRefused(
      `it may evict what it holds (maxmemory-policy is ${policy}): set "maxmemory-policy noeviction" there`,
    );
  }
  return field('run_id') ?? '';
}
