import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/**
 * What the folder is called in the source of each post. Wherever it lies on this disk: the package or the repository
 * that it belongs to and its path in there, so that a folder and one inside it agree on their files. A folder of
 * neither is called by its name and, as there are many of one name, some letters that stand for where it lies.
 */
export function sourcePrefix(folder: string): string {
  for (let above = folder; ; above = dirname(above)) {
    const name = packageName(above) ?? (existsSync(join(above, '.git')) ? basename(above) : undefined);
    if (name) return [name, ...relative(above, folder).split(sep)].filter(Boolean).join('/');
    if (dirname(above) === above) return `${basename(folder) || 'folder'}@${lettersFor(folder)}`;
  }
}

function lettersFor(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 8);
}

function packageName(folder: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown };
    return typeof name === 'string' && name ? name : undefined;
  } catch {
    return undefined;
  }
}
