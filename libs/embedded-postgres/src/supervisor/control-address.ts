import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fitsSocket, supervisorFolder } from '../paths';
import { privateFolder } from '../processes/private-folder';

const MINUTE_MS = 60_000;

/** Addresses a supervisor may listen on, best first. Each is new, so a leftover is never in the way. */
export function* controlAddresses(dataDir: string): Generator<string> {
  const name = `${randomBytes(4).toString('hex')}.sock`;
  if (process.platform === 'win32') {
    yield `\\\\.\\pipe\\isomer-${randomBytes(16).toString('hex')}`;
    return;
  }
  const inside = join(supervisorFolder(dataDir), name);
  // Inside the data folder two containers that share a volume meet too.
  if (fitsSocket(inside)) yield inside;
  yield join(privateFolder(dataDir, {}, name), name);
}

/** Whether somebody listens there. The kernel closes a listener with its process, so a file alone means nothing. */
export function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(address);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    // Refused or absent: nobody. Anything else (no permission, a full queue) is somebody we cannot rule out.
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}

/** Removes sockets that owners killed without warning left behind. Young ones may be a rival about to listen. */
export async function removeDeadSockets(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.sock'))) {
    const path = join(folder, name);
    const age = Date.now() - (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > MINUTE_MS && !(await answers(path))) rmSync(path, { force: true });
  }
}
