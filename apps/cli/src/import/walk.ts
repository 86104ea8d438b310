import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Skip } from './skip';
import type { SkippedFile } from './report';

export interface Found {
  /** Paths of Markdown files within the folder, with slashes, in order. */
  paths: string[];
  skipped: SkippedFile[];
}

const markdown = /\.(md|mdx|markdown)$/i;
/** Folders whose Markdown is somebody else's, or a tool's. */
const foreign = (name: string) => name === 'node_modules' || name.startsWith('.');

/** Finds the Markdown in a folder and the folders in it. Follows no symbolic link, so it stays inside and ends. */
export async function walk(folder: string): Promise<Found> {
  const found: Found = { paths: [], skipped: [] };
  await visit(folder, '', found);
  return found;
}

async function visit(root: string, below: string, found: Found): Promise<void> {
  const skip = (path: string, reason: Skip) =>
    void found.skipped.push({ path, reason: reason.reason, detail: reason.detail });
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (below === '') throw error;
      skip(below, new Skip('unreadable', error.code));
      return [];
    },
  );
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (!foreign(entry.name)) await visit(root, path, found);
    } else if (entry.isSymbolicLink()) {
      if (markdown.test(entry.name) || (await leadsToFolder(join(root, path))))
        skip(path, new Skip('symbolic-link'));
    } else if (markdown.test(entry.name)) {
      if (entry.isFile()) found.paths.push(path);
      else skip(path, new Skip('not-a-file'));
    }
  }
}

async function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  );
}
