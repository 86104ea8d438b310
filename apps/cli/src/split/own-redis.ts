import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigurationError } from '@isomer/framework';
import { findProgram } from './find-program';
import { type Hearing, ManagedProcess } from './managed-process';
import { redisAnswers, redisSocket, removeSocket } from './redis-socket';
import { watchOver } from './redis-watchdog';

export interface OwnRedis {
  url: string;
  process: ManagedProcess;
  /** Removes what is left of it once it has ended. */
  clean(): void;
}

/** The Redis of a launcher that was killed takes a moment to end, in milliseconds. */
const predecessorMs = 15_000;
/** Its end is told by whoever keeps it running. */
const farewell = /signal-handler .*scheduling shutdown|User requested shutdown|ready to exit, bye bye/;
/** Between two looks at a socket, in milliseconds. */
const stepMs = 20;

/**
 * A redis-server of our own that keeps its data in `folder` and is reached by its owner alone. Not started yet.
 * @throws ConfigurationError when there is no such program, or another one uses the folder
 */
export async function ownRedis(
  folder: string,
  env: NodeJS.ProcessEnv,
  { log, onGivenUp }: Hearing,
): Promise<OwnRedis> {
  const program = findProgram('redis-server', env);
  if (!program) {
    throw new ConfigurationError([
      'The processes talk over Redis and there is none here: install it (Debian, Ubuntu: apt install redis-server; macOS: brew install redis) or set REDIS_URL',
    ]);
  }
  const socket = redisSocket(folder);
  await nobodyAnswers(socket, folder);
  return {
    url: `unix://${encodeURI(socket)}`,
    process: new ManagedProcess({
      label: 'redis',
      spawn: () => start(program, socket, folder),
      up: (child) => untilItAnswers(child, socket),
      log: (line) => {
        if (!farewell.test(line)) log(line);
      },
      // Advice for administrators of servers.
      keepsStartLines: false,
      onGivenUp,
    }),
    clean: () => removeSocket(socket, folder),
  };
}

function start(program: string, socket: string, folder: string): ChildProcess {
  const settings = {
    port: '0', // the socket alone
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    appendonly: 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
    loglevel: 'warning',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  // In its own session: Ctrl-C is for the launcher, which stops Redis last.
  const child = spawn(program, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) child.once('exit', watchOver(child, socket));
  return child;
}

async function untilItAnswers(child: ChildProcess, socket: string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if ((await redisAnswers(socket)) === 'yes') return;
    await delay(stepMs);
  }
  // Its end is reported by whoever waits for that.
  await new Promise(() => undefined);
}

async function nobodyAnswers(socket: string, folder: string): Promise<void> {
  for (const end = performance.now() + predecessorMs; performance.now() < end; await delay(stepMs)) {
    if ((await redisAnswers(socket)) === 'no') return;
  }
  throw new ConfigurationError([
    `A Redis runs on ${folder} already: stop the other launcher, or give this one another DATA_DIR or a REDIS_URL`,
  ]);
}
