import { chmodSync, mkdirSync, rmSync, rmdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { fitsSocket, foreignOwner, privateFolder } from '@isomer/embedded-postgres';
import { ConfigurationError } from '@isomer/framework';

const socketName = 'redis.sock';

/**
 * Makes the folder of our Redis and says where its socket goes: inside, or where a long path does not matter.
 * @throws ConfigurationError when the folder is not ours to use
 */
export function redisSocket(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    const mend = foreignOwner(error, dirname(folder)) ?? 'set another DATA_DIR, or REDIS_URL';
    throw new ConfigurationError([
      `Redis cannot keep its data in ${folder} (${(error as Error).message}): ${mend}`,
    ]);
  }
  const inside = join(folder, socketName);
  return fitsSocket(inside) ? inside : join(privateFolder(folder, {}, socketName), socketName);
}

/** What a Redis that was killed leaves. */
export function removeSocket(socket: string, folder: string): void {
  rmSync(socket, { force: true });
  if (dirname(socket) === folder) return;
  try {
    rmdirSync(dirname(socket));
  } catch {
    // in use by a successor, or gone
  }
}

/** Whether a Redis answers there, and has read its data. */
export function redisAnswers(socket: string): Promise<'yes' | 'loading' | 'no'> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => connection.write('PING\r\n'));
    const end = (answer: 'yes' | 'loading' | 'no') => {
      connection.destroy();
      resolve(answer);
    };
    connection.setTimeout(1_000, () => end('loading'));
    connection.once('data', (data) => end(data.toString().startsWith('+PONG') ? 'yes' : 'loading'));
    connection.once('error', () => end('no'));
    connection.once('end', () => end('no'));
  });
}
