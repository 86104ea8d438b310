import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis, type TestRedis } from '../../testing/redis-server';
import { until } from '../harness';
import { Application, packTransport, type Replica } from './application';
import { migrate } from './migration';

/** Packages come from the registry, and a busy machine takes its time. Each step is bounded by itself. */

type Answers = Record<string, { values: unknown[]; error?: unknown }>;

interface Findings {
  answers: Answers;
  /** How often 20 calls and 10 events ran while two replicas served. */
  runs: { requests: number; events: number };
}

const UNSERVED = 'a pattern without a handler';

let folder: string;
let redis: TestRedis;
let port: number;
let tarball: string;
let application: Application | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drop-in-'));
  port = await freePort();
  // Nest's own transport knows no unix socket in the form of the README.
  redis = await startRedis({ args: ['--port', String(port), '--bind', '127.0.0.1', '-::1'] });
  tarball = await packTransport(folder);
});
afterAll(async () => {
  await redis.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

afterEach(() => application?.stop());

test.each([
  { major: 12, type: 'module' },
  { major: 11, type: 'commonjs' },
] as const)('a Nest $major application moves with its transport lines alone', async (nest) => {
  application = new Application(join(folder, `nest-${nest.major}`), nest);
  await application.create(tarball);
  await application.useRedisAt(port);
  const stock = await explore(application, { requests: 40, events: 20 });
  expect(await changeTransport(application)).toBe(6);
  const ours = await explore(application, { requests: 20, events: 10 });

  const { [UNSERVED]: waits, ...answers } = stock.answers;
  const { [UNSERVED]: refused, ...sameAnswers } = ours.answers;
  expect(sameAnswers).toEqual(answers);
  expect(Object.keys(answers).length).toBeGreaterThan(20);
  expect(answers['several values']!.values).toHaveLength(25);
  expect(answers['a guard that refuses']).toEqual({
    values: [],
    error: { status: 'error', message: 'Forbidden resource' },
  });

  // Where it is better: what nobody answers is said, and replicas share the work.
  expect(waits!.error).toBe('Timeout has occurred');
  expect(refused!.error).toBe('There is no matching message handler defined in the remote service.');
  expect(stock.runs).toEqual({ requests: 40, events: 20 });
  expect(ours.runs).toEqual({ requests: 20, events: 10 });
});

/** Gives the number of lines that were replaced. */
async function changeTransport(shop: Application): Promise<number> {
  // The README tells of Redis at its usual port.
  await shop.useRedisAt(6379, port);
  const lines = await migrate(shop.sources);
  await shop.useRedisAt(port);
  return lines;
}

async function explore(shop: Application, expected: Findings['runs']): Promise<Findings> {
  await shop.compile();
  const first = await shop.serve();
  const answers = await shop.ask<Answers>('answers');
  const replicas = [first, await shop.serve()];
  expect(await shop.ask<string[]>('burst')).toEqual(Array.from({ length: 20 }, () => 'done'));
  await until(
    () => count(replicas, 'request') >= expected.requests && count(replicas, 'event') >= expected.events,
  );
  // What runs once more than it should does so before they end.
  await shop.stop();
  return { answers, runs: { requests: count(replicas, 'request'), events: count(replicas, 'event') } };
}

function count(replicas: Replica[], what: 'request' | 'event'): number {
  return replicas.reduce((sum, replica) => sum + replica.count(`RAN ${what}`), 0);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
