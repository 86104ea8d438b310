import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { supervisorFolder } from '../paths';
import { writeDurably } from '../durable-files';

/** Where there is TCP (Windows) there is a password, in a file only its owner reads. Undefined elsewhere. */
export function passwordOf(dataDir: string): { file: string; password: string } | undefined {
  if (process.platform !== 'win32') return undefined;
  const file = join(supervisorFolder(dataDir), 'password');
  if (!existsSync(file)) writeDurably(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return { file, password: readFileSync(file, 'utf8').trim() };
}
