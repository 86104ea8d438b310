import { chmodSync, chownSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fitsSocket } from '../paths';
import { canEnter } from '../processes/account';
import { privateFolder } from '../processes/private-folder';
import type { Home } from './home';

const PORT = 5432; // only a name: it is part of the socket's file name

/** Where the server will listen. */
export interface Address {
  host: string;
  port: number;
}

/** A folder of mode 0700 for the server's socket, without leftovers; on Windows a free port. */
export async function serverAddress(dataDir: string, home: Home): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await freePort() };
  const folder = inHome(home);
  const host = folder ?? privateFolder(dataDir, home.account, nameOf());
  // A leftover lock file names a pid as well. The folder's owner is us, so nobody listens here.
  for (const name of readdirSync(host))
    if (name.startsWith('.s.PGSQL.')) rmSync(join(host, name), { force: true });
  return { host, port: PORT };
}

/** After the server has stopped. A folder in use by a successor is not empty and stays. */
export function removeSocketFolder({ host }: Address): void {
  try {
    if (process.platform !== 'win32') rmdirSync(host);
  } catch {
    // not empty, or gone
  }
}

const nameOf = () => `.s.PGSQL.${PORT}`;

function inHome({ folder, account }: Home): string | undefined {
  const path = join(folder, 'socket');
  if (!fitsSocket(join(path, nameOf()))) return undefined;
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  if (account.uid !== undefined) chownSync(path, account.uid, account.gid!);
  return canEnter(account, path) ? path : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
