import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { maxFileBytes } from '../markdown/read-article';
import { Skip } from './skip';

// A path that has become a link or a pipe since it was found is neither followed nor waited for. Windows has no such flags.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of a file that is small enough to be a post. @throws Skip */
export async function readFile(path: string): Promise<Uint8Array> {
  const file = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    throw new Skip('unreadable', error.code);
  });
  try {
    const { size } = await file.stat();
    if (size > maxFileBytes) throw new Skip('too-large', `${size} bytes, at most ${maxFileBytes}`);
    return await file.readFile();
  } catch (error) {
    throw error instanceof Skip ? error : new Skip('unreadable', (error as NodeJS.ErrnoException).code);
  } finally {
    await file.close();
  }
}
