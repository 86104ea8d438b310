import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { renameDurably } from '../durable-files';

/** Lets `write` fill a file that appears under its name only when whole and on the disk. Mode 0600. */
export async function withOutputFile<T>(path: string, write: (sink: Writable) => Promise<T>): Promise<T> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.partial`;
  const sink = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
  sink.on('error', () => {}); // told by whoever writes to it
  try {
    await once(sink, 'open');
    const result = await write(sink);
    const file = await open(draft, 'r+');
    await file.sync().finally(() => file.close());
    renameDurably(draft, path);
    return result;
  } catch (error) {
    sink.destroy();
    await rm(draft, { force: true });
    throw error;
  }
}
