import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/**
 * What the folder is called in the source of each post, wherever it lies on this disk: the package or the repository
 * that it belongs to and its path in there, else its own name. So a folder and one inside it agree on their files.
 */
export function sourcePrefix(folder: string): string {
  for (let above = folder; ; above = dirname(above)) {
    const name = packageName(above) ?? (existsSync(join(above, '.git')) ? basename(above) : undefined);
    if (name) return [name, ...relative(above, folder).split(sep)].filter(Boolean).join('/');
    if (dirname(above) === above) return basename(folder) || 'folder';
  }
}

function packageName(folder: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown };
    return typeof name === 'string' && name ? name : undefined;
  } catch {
    return undefined;
  }
}
