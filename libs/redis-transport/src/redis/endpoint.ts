import type { Log } from '../options';
import type { NodeAddress, RedisAddress } from './address';
import { ClusterMap } from './cluster';
import { isMisplaced } from './failures';
import { inspectRedis } from './inspect';
import { keySlot } from './key-slot';
import { RedisClient } from './redis-client';
import { SentinelGroup } from './sentinel';

/** The node that holds certain keys, wherever it is at the moment. */
export interface Endpoint {
  /** The URL as it may be shown. */
  readonly shown: string;
  /** Whether another node may take its place. */
  readonly moves: boolean;
  /** Where it is now. */
  locate(): Promise<NodeAddress>;
  newClient(node: NodeAddress, name: string): RedisClient;
  /** Resolves with the run id of a node that may be used. @throws if it may not */
  inspect(client: RedisClient, log: Log): Promise<string>;
}

/**
 * Finds the endpoint of a key. It is one object for all keys of a plain Redis and of a Sentinel group, and one
 * for each slot of a Cluster.
 */
export function endpointsOf(address: RedisAddress, name: string): (key: string) => Endpoint {
  const { shown, login, tls, nodes, sentinel, cluster } = address;
  const common = {
    shown,
    newClient: (node: NodeAddress, clientName: string) =>
      new RedisClient({ node, login, tls, name: clientName }),
    inspect: (client: RedisClient, log: Log) =>
      inspectRedis(client, { cluster, sentinel: sentinel !== undefined }, (level, message) =>
        log(level, `Redis at ${shown}: ${message}`),
      ),
  };
  if (cluster) return clusterEndpoints(new ClusterMap(address, `${name}:cluster`), common);
  const group = sentinel === undefined ? undefined : new SentinelGroup(address, `${name}:sentinel`);
  const endpoint = {
    ...common,
    moves: group !== undefined,
    locate: () => group?.master() ?? Promise.resolve(nodes[0] as NodeAddress),
  };
  return () => endpoint;
}

function clusterEndpoints(
  map: ClusterMap,
  common: Pick<Endpoint, 'shown' | 'newClient' | 'inspect'>,
): (key: string) => Endpoint {
  const endpoints = new Map<number, Endpoint>();
  return (key) => {
    const slot = keySlot(key);
    const known = endpoints.get(slot);
    if (known) return known;
    const endpoint: Endpoint = {
      ...common,
      moves: true,
      locate: () => map.masterOf(slot),
      inspect: async (client, log) => {
        const runId = await common.inspect(client, log);
        // Whether the slot is here, and the Cluster works, is known by those who ask for a key.
        await client.sendCommand(['ZREVRANGE', key, '0', '0']).catch((error: unknown) => {
          if (isMisplaced(error)) throw error;
        });
        return runId;
      },
    };
    endpoints.set(slot, endpoint);
    return endpoint;
  };
}
