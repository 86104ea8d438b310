import { join } from 'node:path';
import { readArticle } from '../markdown/read-article';
import { Skip } from './skip';
import type { ImportArticle } from './import-article';
import { readFile } from './read-file';
import type { Report } from './report';
import type { Found } from './walk';

/** Files in hand at one time: enough to keep a database busy, few enough to leave room for others. */
const atOnce = 8;

export interface FolderImport {
  /** Absolute. */
  folder: string;
  prefix: string;
  /** Language of files that do not tell. */
  locale: string;
  /** Brings one article in; left out in a dry run. */
  importArticle?: ImportArticle;
  /** Aborted to stop between files. Its reason is told in the report. */
  signal: AbortSignal;
  step: () => void;
}

/** Imports what was found in a folder. A file that cannot be a post is skipped, whatever is wrong with it. */
export async function importFolder(
  found: Found,
  { folder, prefix, locale, importArticle, signal, step }: FolderImport,
): Promise<Report> {
  const counts = { created: 0, updated: 0, unchanged: 0 };
  const skipped = [...found.skipped];
  const started = performance.now();
  const now = Date.now();
  let next = 0;
  let stopped: string | undefined;

  const work = async () => {
    while (next < found.paths.length && stopped === undefined && !signal.aborted) {
      const path = found.paths[next++]!;
      try {
        const article = readArticle(await readFile(join(folder, path)), { path, prefix, locale, now });
        counts[importArticle ? (await importArticle(article)).outcome : 'created']++;
      } catch (error) {
        if (error instanceof Skip) skipped.push({ path, reason: error.reason, detail: error.detail });
        else stopped ??= `${path}: ${(error as Error).message}`;
      }
      step();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));

  const seconds = (performance.now() - started) / 1_000;
  const left = found.paths.length - next;
  return {
    folder,
    prefix,
    dryRun: importArticle === undefined,
    files: found.paths.length,
    imported: counts.created,
    updated: counts.updated,
    unchanged: counts.unchanged,
    skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : 1)),
    left,
    stopped: stopped ?? (signal.aborted && left > 0 ? String(signal.reason) : undefined),
    seconds: Math.round(seconds * 10) / 10,
    filesPerSecond: Math.round(next / Math.max(seconds, 0.001)),
  };
}
