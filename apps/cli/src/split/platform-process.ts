import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type LaunchedMessage, launchedFlag } from '../../../platform/src/launched';
import { type Hearing, ManagedProcess } from './managed-process';
import type { PlatformPlacement } from './processes';

const main = join(__dirname, '../../../platform/src/main.js');

export interface PlatformProcess {
  process: ManagedProcess;
  /** Port that it listens on, once it runs and if it does. */
  port(): number | undefined;
}

/** A process of the same build, placed by its environment. It ends by itself when we are gone. */
export function platformProcess(
  { label, contexts, edge }: PlatformPlacement,
  env: NodeJS.ProcessEnv,
  { log, onGivenUp }: Hearing,
): PlatformProcess {
  let port: number | undefined;
  const process = new ManagedProcess({
    label,
    // Started again it keeps the port that it found free, because that has been told.
    spawn: () =>
      start(label, {
        ...env,
        CONTEXTS: contexts,
        EDGE: edge ? 'on' : 'off',
        ...(port && { PORT: String(port) }),
      }),
    up: async (child) => {
      port = await running(child);
    },
    log,
    onGivenUp,
  });
  return { process, port: () => port };
}

function start(label: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [main, launchedFlag, label], {
    env,
    // In its own session: Ctrl-C is for the launcher, which stops them in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function running(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    child.on('message', (message: LaunchedMessage) => {
      if (message.type === 'running') resolve(message.port);
    });
  });
}
