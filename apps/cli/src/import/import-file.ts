import { stat, writeFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { withContexts } from '../contexts';
import { onInterrupt } from '../../../platform/src/interrupt';
import { collectOften } from '../collect-often';
import { typedPath } from '../paths';
import { written } from '../written';
import { type Item, type ItemsReport, importItems } from './import-items';
import { itemsReportText } from './items-report';
import { showProgress } from './progress';
import { assertReportFile } from './report-file';
import { reportJson } from './report-json';

export interface FileOptions {
  dryRun?: boolean;
  json?: boolean;
  report?: string;
}

/** How a file of some format is read: to its end once, before anything is changed, and then item by item. */
export interface Format<Found extends { items: number }> {
  survey(file: string, progress: (bytes: number) => void): Promise<Found>;
  /** @param contexts left out in a dry run */
  items(file: string, found: Found, contexts?: INestApplicationContext): AsyncIterable<Item>;
}

/** Imports a file. Returns the code to exit with. @throws Error with a line about what was asked for */
export async function importFile<Found extends { items: number }>(
  given: string,
  format: Format<Found>,
  options: FileOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  collectOften();
  const reportFile = options.report && typedPath(options.report, env);
  if (reportFile) await assertReportFile(reportFile);
  const file = typedPath(given, env);
  const found = await surveyed(file, format);

  const interruption = new AbortController();
  const { silence } = onInterrupt(
    () => interruption.abort('you interrupted it'),
    () => process.exit(130),
  );
  const run = async (contexts?: INestApplicationContext): Promise<ItemsReport> => {
    const progress = showProgress(found.items, process.stderr, 'items');
    try {
      return await importItems(format.items(file, found, contexts), {
        file,
        dryRun: !contexts,
        total: found.items,
        signal: interruption.signal,
        step: () => progress.step(),
      });
    } finally {
      progress.end();
    }
  };
  const report = options.dryRun
    ? await run()
    : await withContexts(env, (line) => process.stderr.write(`${line}\n`), run);
  silence();
  if (reportFile) await writeFile(reportFile, reportJson(report));
  if (options.json) for (const part of reportJson(report)) await written(part);
  else await written(itemsReportText(report));
  return interruption.signal.aborted ? 130 : report.stopped ? 1 : 0;
}

async function surveyed<Found extends { items: number }>(
  file: string,
  format: Format<Found>,
): Promise<Found> {
  const kind = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT' ? `There is no file ${file}` : `The file ${file} cannot be read: ${error.code}`,
    );
  });
  if (!kind.isFile()) throw new Error(`${file} is no file: name the one that was exported`);
  const progress = showProgress(kind.size, process.stderr, 'bytes read');
  try {
    return await format.survey(file, (bytes) => progress.step(bytes));
  } finally {
    progress.end();
  }
}
