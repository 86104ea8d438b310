import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Our own folder inside the data folder: who owns it, the control socket, the logs. Mode 0700. */
export const supervisorFolder = (dataDir: string) => join(dataDir, 'supervisor');

/** The cluster (PGDATA) inside the place that holds the data. */
export const clusterFolder = (home: string) => join(home, 'postgres');

/** Names a data folder where its path is too long to be used. 12 hexadecimal digits. */
export const folderHash = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 12);

/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included. */
export const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

export const fitsSocket = (path: string) => Buffer.byteLength(path) <= LONGEST_SOCKET_PATH;
