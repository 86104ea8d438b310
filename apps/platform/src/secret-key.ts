import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Configuration, ConfigurationError } from '@isomer/framework';

/** The secret of this deployment: as configured, or one that was made for the data folder. */
export async function secretKey({ secretKey: given, dataDir }: Configuration): Promise<string> {
  if (given) return given;
  const file = join(resolve(dataDir), 'secret-key');
  const kept = await read(file);
  if (kept !== undefined) return checked(kept, file);
  try {
    await mkdir(resolve(dataDir), { recursive: true });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
    // A link, unlike a rename, never replaces: of two processes that start together one wins.
    await link(draft, file).catch((error: { code?: string }) => {
      if (error.code !== 'EEXIST') throw error as Error;
    });
    await unlink(draft);
  } catch (error) {
    throw new ConfigurationError([
      `DATA_DIR ${resolve(dataDir)} cannot be written: ${(error as Error).message}`,
    ]);
  }
  return checked((await read(file)) ?? '', file);
}

function checked(key: string, file: string): string {
  if (key.length >= 32) return key;
  throw new ConfigurationError([`${file} holds no key of 32 characters; delete it and a new one is made`]);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw new ConfigurationError([`${file} cannot be read: ${(error as Error).message}`]);
  }
}
