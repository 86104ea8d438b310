import { chownSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Replaces a file so that after a power cut it is the old one or the new one. */
export function writeDurably(
  path: string,
  content: string,
  { mode = 0o600, uid, gid }: { mode?: number; uid?: number; gid?: number } = {},
): void {
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', mode);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (uid !== undefined && gid !== undefined) chownSync(draft, uid, gid);
  renameDurably(draft, path);
}

/** A rename is durable once its folder is. Windows has no way to say so, and needs none. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
