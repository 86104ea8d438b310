import { stat, writeFile } from 'node:fs/promises';
import { Handle } from '@isomer/identity/contract';
import { Locale } from '@isomer/posts/contract';
import { onInterrupt } from '../../../platform/src/interrupt';
import { withContexts } from '../contexts';
import { typedPath } from '../paths';
import { assertOption } from './assert-option';
import { articleImporter } from './import-article';
import { type FolderImport, importFolder } from './import-folder';
import { showProgress } from './progress';
import { reportText } from './report';
import { assertReportFile } from './report-file';
import { sourcePrefix } from './source-prefix';
import { type Found, walk } from './walk';

export interface ImportOptions {
  author?: string;
  locale: string;
  source?: string;
  dryRun?: boolean;
  json?: boolean;
  report?: string;
}

/** `isomer import markdown`. Returns the code to exit with. @throws Error with a line about what was asked for */
export async function importMarkdown(
  given: string,
  options: ImportOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  if (options.author !== undefined) assertOption('--author', options.author, Handle);
  assertOption('--locale', options.locale, Locale);
  const reportFile = options.report && typedPath(options.report, env);
  if (reportFile) await assertReportFile(reportFile);
  const folder = typedPath(given, env);
  const found = await markdownIn(folder);
  const prefix = options.source?.replace(/\/+$/, '') || sourcePrefix(folder);

  const interruption = new AbortController();
  const { silence } = onInterrupt(
    () => interruption.abort('you interrupted it'),
    () => process.exit(130),
  );
  const run = async (importArticle?: FolderImport['importArticle']) => {
    const progress = showProgress(found.paths.length, process.stderr);
    const { locale } = options;
    try {
      return await importFolder(found, {
        folder,
        prefix,
        locale,
        importArticle,
        signal: interruption.signal,
        step: () => progress.step(),
      });
    } finally {
      progress.end();
    }
  };
  const report = options.dryRun
    ? await run()
    : await withContexts(
        env,
        (line) => process.stderr.write(`${line}\n`),
        (contexts) => run(articleImporter(contexts, options.author)),
      );
  silence();
  const text = `${JSON.stringify(report, undefined, 2)}\n`;
  if (reportFile) await writeFile(reportFile, text);
  process.stdout.write(options.json ? text : reportText(report));
  return interruption.signal.aborted ? 130 : report.stopped ? 1 : 0;
}

async function markdownIn(folder: string): Promise<Found> {
  const kind = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT'
        ? `There is no folder ${folder}`
        : `The folder ${folder} cannot be read: ${error.code}`,
    );
  });
  if (!kind.isDirectory()) throw new Error(`${folder} is no folder: name the one that it is in`);
  const found = await walk(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The folder ${folder} cannot be read: ${error.code}`);
  });
  if (found.paths.length + found.skipped.length > 0) return found;
  throw new Error(`There is no Markdown (.md, .mdx, .markdown) in ${folder} or the folders in it`);
}
