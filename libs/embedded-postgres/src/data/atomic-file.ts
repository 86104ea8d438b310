import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { renameDurably } from '../durable-files';

/** Lets `write` fill a file that appears under its name only when whole and on the disk. Mode 0600. */
export async function withOutputFile<T>(path: string, write: (sink: Writable) => Promise<T>): Promise<T> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.partial`;
  try {
    const result = await write(createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    const file = await open(draft, 'r+');
    await file.sync().finally(() => file.close());
    renameDurably(draft, path);
    return result;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
