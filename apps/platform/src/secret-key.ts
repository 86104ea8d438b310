import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { foreignOwner } from '@isomer/embedded-postgres';
import { type Configuration, ConfigurationError } from '@isomer/framework';

/** The secret of this deployment: as configured, or one that was made for the data folder. */
export async function secretKey(
  { secretKey: given, dataDir }: Configuration,
  log: (line: string) => void,
): Promise<string> {
  const file = join(resolve(dataDir), 'secret-key');
  if (given) {
    const kept = await read(file).catch(() => undefined);
    if (kept && kept !== given) log(`SECRET_KEY is not the one in ${file}. ${differentKeyMeans}`);
    return given;
  }
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

const differentKeyMeans =
  'What was made with that one, tokens and keys, is of no use with this one: unset SECRET_KEY, or delete the file if you mean it.';

function checked(key: string, file: string): string {
  if (key.length >= 32) return key;
  throw new ConfigurationError([`${file} holds no key of 32 characters; delete it and a new one is made`]);
}

async function read(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    const mend = foreignOwner(error, dirname(file));
    throw new ConfigurationError([
      `${file} cannot be read (${(error as Error).message})${mend ? `: ${mend}` : ''}`,
    ]);
  }
}
