import {
  type ProcessPlacement,
  type Road,
  type Topology,
  bootTopology,
  emptyDatabase,
  roadTo,
} from '@isomer/framework/testing';
import pg from 'pg';
import { type TestRedis, startRedis } from '../../../libs/redis-transport/testing/redis-server';
import { main } from '../program/program';

/** A topology of a test's own, to break. */
export interface Arrangement {
  topology: Topology;
  redis: TestRedis;
  road: Road;
  /** Straight to its data. */
  database: pg.Client;
  /** Stops all of it and starts it again in another placement, over the same data. */
  rearrange(name: string, processes: ProcessPlacement[]): Promise<void>;
  close(): Promise<void>;
}

const monolith: ProcessPlacement[] = [{ contexts: 'all', edge: true }];
const split: ProcessPlacement[] = [
  { contexts: 'identity', edge: false },
  { contexts: 'posts', edge: false },
  { contexts: 'comments', edge: false },
  { contexts: 'none', edge: true },
];
export const layouts: [string, ProcessPlacement[]][] = [
  ['monolith', monolith],
  ['split', split],
];

export async function arrange(name: string, processes: ProcessPlacement[]): Promise<Arrangement> {
  const data = await emptyDatabase();
  const road = await roadTo(data.url);
  const redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
  const database = new pg.Client({ connectionString: data.url });
  await database.connect();
  const boot = (name: string, processes: ProcessPlacement[]) =>
    bootTopology({
      name,
      main,
      processes,
      env: {
        DATABASE_URL: road.url,
        DATABASE_CONNECTIONS: '5',
        SECRET_KEY: 'a secret for tests that is long enough',
        RATE_LIMIT: '0',
        ...(processes.length > 1 ? { REDIS_URL: redis.url } : {}),
      },
    });
  const arrangement: Arrangement = {
    topology: await boot(name, processes),
    redis,
    road,
    database,
    rearrange: async (name, processes) => {
      await arrangement.topology.close();
      arrangement.topology = await boot(name, processes);
    },
    close: async () => {
      await arrangement.topology.close();
      await redis.stop();
      await database.end();
      await road.close();
      await data.drop();
    },
  };
  return arrangement;
}
