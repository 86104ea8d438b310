import { createHash } from 'node:crypto';
import { askRedis, eventually } from './ask-redis';
import { freePorts } from './ports';
import { startRedis, type TestRedis } from './redis-server';

const SENTINELS = 3;

export interface TestSentinelGroup {
  /** Names the sentinels, and asks them for the master. */
  url: string;
  /** The two servers: at first the master, then its replica. */
  nodes: [TestRedis, TestRedis];
  ports: [number, number];
  sentinels: TestRedis[];
  stop(): Promise<void>;
}

/** A master, a replica, and three sentinels that replace the master half a second after its last sign of life. */
export async function startSentinelGroup({
  args = [],
}: { args?: string[] } = {}): Promise<TestSentinelGroup> {
  const ports = await freePorts(2 + SENTINELS);
  const [first, second, ...others] = ports as [number, number, ...number[]];
  const listen = (port: number) => ['--port', String(port), '--bind', '127.0.0.1'];
  const server = (port: number, more: string[]) =>
    startRedis({ args: [...listen(port), '--repl-diskless-sync-delay', '0', ...args, ...more] });
  const master = await server(first, []);
  const replica = await server(second, ['--replicaof', `127.0.0.1 ${first}`]);
  await eventually(async () =>
    /master_link_status:up/.test(await askRedis(replica.url, ['INFO', 'replication'])),
  );
  const idOf = (port: number) => createHash('sha1').update(String(port)).digest('hex');
  const sentinels = await Promise.all(
    others.map((port) =>
      startRedis({
        args: [...listen(port), '--sentinel'],
        config: [
          `sentinel myid ${idOf(port)}`,
          `sentinel monitor main 127.0.0.1 ${first} 2`,
          'sentinel down-after-milliseconds main 500',
          'sentinel failover-timeout main 2000',
          // What they would otherwise find out in some seconds.
          `sentinel known-replica main 127.0.0.1 ${second}`,
          ...others
            .filter((other) => other !== port)
            .map((other) => `sentinel known-sentinel main 127.0.0.1 ${other} ${idOf(other)}`),
          '',
        ].join('\n'),
      }),
    ),
  );
  for (const sentinel of sentinels) await eventually(() => seesAll(sentinel));
  const all = [...sentinels, master, replica];
  return {
    url: `redis://${others.map((port) => `127.0.0.1:${port}`).join(',')}?sentinel=main`,
    nodes: [master, replica],
    ports: [first, second],
    sentinels,
    stop: async () => void (await Promise.all(all.map((each) => each.stop()))),
  };
}

/** Before it has heard from the replica, a sentinel would not choose it. */
async function seesAll({ url }: TestRedis): Promise<boolean> {
  const [flat = []] = await askRedis<string[][]>(url, ['SENTINEL', 'REPLICAS', 'main']);
  return flat[flat.indexOf('flags') + 1] === 'slave' && flat[flat.indexOf('master-link-status') + 1] === 'ok';
}
