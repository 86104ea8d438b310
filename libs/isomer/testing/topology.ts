import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { ReadinessReport } from '../src/edge/readiness';
import { until } from './until';

/** One process of a topology. */
export interface ProcessPlacement {
  /** Names of contexts, `all` or `none`. */
  contexts: string;
  edge: boolean;
}

export interface TopologyOptions {
  name: string;
  /** The compiled program. */
  main: string;
  processes: ProcessPlacement[];
  /** Address of the edge, where it must be the one of before; a free one if left out. */
  url?: string;
  /** Variables for all of them: the database, the secret, the Redis. */
  env: NodeJS.ProcessEnv;
}

export interface RunningProcess extends ProcessPlacement {
  child: ChildProcess;
  /** Where its health is. */
  healthUrl: string;
  /** All it has written so far. */
  output(): string;
}

export interface Topology {
  name: string;
  /** Of the edge. */
  url: string;
  processes: RunningProcess[];
  /** The process that serves a context. */
  serving(context: string): RunningProcess;
  /** Ends one process as a crash would. */
  kill(process: RunningProcess): Promise<void>;
  /** Starts the process of a placement again. */
  restart(process: RunningProcess): Promise<void>;
  close(): Promise<void>;
}

/** Starts a topology from the compiled program and waits until all of it is ready and sees the rest. */
export async function bootTopology({
  name,
  main,
  processes,
  url = '',
  env,
}: TopologyOptions): Promise<Topology> {
  url ||= `http://127.0.0.1:${await freePort()}`;
  const common = { PATH: process.env.PATH, LOG_LEVEL: 'warn', PUBLIC_URL: url, ...env };
  const running: RunningProcess[] = [];
  const start = async (placement: ProcessPlacement): Promise<RunningProcess> => {
    const own = placement.edge ? url : `http://127.0.0.1:${await freePort()}`;
    const port = new URL(own).port;
    const child = spawn(process.execPath, [main], {
      env: {
        ...common,
        CONTEXTS: placement.contexts,
        EDGE: placement.edge ? 'on' : 'off',
        ...(placement.edge ? { PORT: port } : { MANAGEMENT_PORT: port }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return { ...placement, child, healthUrl: own, output: () => output };
  };
  const topology: Topology = {
    name,
    url,
    processes: running,
    serving: (context) =>
      running.find(({ contexts }) => contexts === 'all' || contexts.split(',').includes(context))!,
    kill: ({ child }) => end(child, 'SIGKILL'),
    restart: async (old) => {
      const again = await start(old);
      running[running.indexOf(old)] = again;
      await ready(again, name);
    },
    close: async () => {
      await Promise.all(running.map(({ child }) => end(child, 'SIGTERM')));
    },
  };
  try {
    for (const placement of processes) running.push(await start(placement));
    await Promise.all(running.map((each) => ready(each, name)));
    return topology;
  } catch (error) {
    await topology.close();
    throw error;
  }
}

async function ready(
  { child, healthUrl, output, contexts }: RunningProcess,
  topology: string,
): Promise<void> {
  const what = `Process ${contexts} of ${topology}`;
  await until(
    async () => {
      if (child.exitCode !== null) return true;
      const answer = await fetch(`${healthUrl}/health/ready`);
      const { contexts } = (await answer.json()) as ReadinessReport;
      return answer.ok && Object.values(contexts).every(({ problem }) => !problem);
    },
    `${what} being ready`,
    180_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}\n${output()}`);
  });
  if (child.exitCode !== null) throw new Error(`${what} ended with ${child.exitCode}:\n${output()}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** A port of 127.0.0.1 that was free a moment ago, and that no connection is given as its own meanwhile. */
export async function freePort(): Promise<number> {
  const server = createServer();
  for (let attempt = 0; attempt < 100; attempt++) {
    // Below those that the kernel gives out, and above those that `fetch` refuses.
    const port = randomInt(11_000, 32_000);
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error('No port of 127.0.0.1 from 11,000 to 32,000 is free');
}
