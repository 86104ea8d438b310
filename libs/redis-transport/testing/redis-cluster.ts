import { askRedis, eventually } from './ask-redis';
import { freePorts } from './ports';
import { startRedis, type TestRedis } from './redis-server';

const MASTERS = 3;
const SLOTS = 16_384;

export interface TestCluster {
  /** Names the three masters. */
  url: string;
  masters: TestRedis[];
  /** Of the first master. */
  replica: TestRedis;
  ports: number[];
  /** Which of the masters has the slot of `key`. */
  masterOf(key: string): Promise<number>;
  /** Moves the slot of `key`, with all its keys, to another master. */
  moveSlot(key: string, to: number): Promise<void>;
  stop(): Promise<void>;
}

/** Three masters with a third of the slots each, and a replica of the first. */
export async function startCluster({ args = [] }: { args?: string[] } = {}): Promise<TestCluster> {
  const all = await freePorts(2 * (MASTERS + 1));
  const ports = all.slice(0, MASTERS + 1);
  const nodes = await Promise.all(
    ports.map((port, i) =>
      startRedis({
        args: [
          ...['--port', String(port), '--bind', '127.0.0.1', '--cluster-enabled', 'yes'],
          ...['--cluster-port', String(all[MASTERS + 1 + i]), '--cluster-node-timeout', '1000'],
          // The default: without all slots none are served.
          ...['--cluster-require-full-coverage', 'yes', '--repl-diskless-sync-delay', '0', ...args],
        ],
      }),
    ),
  );
  const masters = nodes.slice(0, MASTERS);
  const [first, replica] = [nodes[0], nodes[MASTERS]] as [TestRedis, TestRedis];
  const limits = Array.from({ length: MASTERS + 1 }, (_, i) => Math.round((SLOTS * i) / MASTERS));
  for (const [i, { url }] of nodes.entries()) {
    await askRedis(url, ['CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1)]);
    if (i < MASTERS) {
      const range = [String(limits[i]), String((limits[i + 1] as number) - 1)];
      await askRedis(url, ['CLUSTER', 'ADDSLOTSRANGE', ...range]);
    }
    if (i > 0)
      await askRedis(first.url, [
        'CLUSTER',
        'MEET',
        '127.0.0.1',
        String(ports[i]),
        String(all[MASTERS + 1 + i]),
      ]);
  }
  const idOf = ({ url }: TestRedis) => askRedis<string>(url, ['CLUSTER', 'MYID']);
  const firstId = await idOf(first);
  await eventually(async () => (await askRedis<string>(replica.url, ['CLUSTER', 'NODES'])).includes(firstId));
  await askRedis(replica.url, ['CLUSTER', 'REPLICATE', firstId]);
  for (const { url } of nodes) {
    await eventually(async () => {
      const known = await askRedis<string>(url, ['CLUSTER', 'INFO']);
      const replicas = await askRedis<string[]>(url, ['CLUSTER', 'REPLICAS', firstId]);
      return (
        known.includes('cluster_state:ok') && known.includes('cluster_known_nodes:4') && replicas.length === 1
      );
    });
  }
  await eventually(async () =>
    /master_link_status:up/.test(await askRedis(replica.url, ['INFO', 'replication'])),
  );

  const masterOf = async (key: string) => {
    const slot = await askRedis<number>(first.url, ['CLUSTER', 'KEYSLOT', key]);
    const slots = await askRedis<[number, number, [string, number]][]>(first.url, ['CLUSTER', 'SLOTS']);
    const range = slots.find(([from, to]) => from <= slot && slot <= to);
    return ports.indexOf(range?.[2][1] ?? 0);
  };
  const moveSlot = async (key: string, to: number) => {
    const slot = String(await askRedis<number>(first.url, ['CLUSTER', 'KEYSLOT', key]));
    const source = masters[await masterOf(key)] as TestRedis;
    const target = masters[to] as TestRedis;
    const [sourceId, targetId] = [await idOf(source), await idOf(target)];
    await askRedis(target.url, ['CLUSTER', 'SETSLOT', slot, 'IMPORTING', sourceId]);
    await askRedis(source.url, ['CLUSTER', 'SETSLOT', slot, 'MIGRATING', targetId]);
    for (;;) {
      const keys = await askRedis<string[]>(source.url, ['CLUSTER', 'GETKEYSINSLOT', slot, '100']);
      if (keys.length === 0) break;
      const move = ['MIGRATE', '127.0.0.1', String(ports[to]), '', '0', '5000', 'KEYS', ...keys];
      await askRedis(source.url, move);
    }
    for (const { url } of [target, source, ...masters]) {
      await askRedis(url, ['CLUSTER', 'SETSLOT', slot, 'NODE', targetId]);
    }
  };
  return {
    url: `redis://${ports
      .slice(0, MASTERS)
      .map((port) => `127.0.0.1:${port}`)
      .join(',')}?cluster=true`,
    masters,
    replica,
    ports,
    masterOf,
    moveSlot,
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
  };
}
