import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { RedisStreamsOptions } from '../src';
import { FAST, until } from './harness';

/** A replica of `comments` in another process. Its `hang` never ends and its `fail` fails; all others echo. */
export async function startReplicaProcess(url: string, options: Partial<RedisStreamsOptions> = {}) {
  const child = fork(join(__dirname, 'replica-main.cjs'), [JSON.stringify({ url, ...FAST, ...options })]);
  const ran: string[] = [];
  let id = '';
  child.on('message', (message: { ran?: string; serves?: string }) => {
    if (message.ran !== undefined) ran.push(message.ran);
    id = message.serves ?? id;
  });
  await until(() => id !== '');
  return {
    id,
    pid: child.pid!,
    /** Bodies of the calls it has begun. */
    ran,
    kill: (signal: NodeJS.Signals = 'SIGKILL') => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      child.kill(signal);
      return gone;
    },
  };
}
