import { Handle } from '@isomer/identity/contract';
import { Locale } from '@isomer/posts/contract';
import type { INestApplicationContext } from '@nestjs/common';
import { assertOption } from '../import/assert-option';
import { articleImporter, authorFinder } from '../import/import-article';
import { commentImporter } from '../import/import-comment';
import { type FileOptions, type Format, importFile } from '../import/import-file';
import { assertReportFile } from '../import/report-file';
import { typedPath } from '../paths';
import { readRecords } from '../xml/read-records';
import { itemsOf } from './items-of';
import { Redirects } from './redirects';
import { type Survey, reading, survey } from './survey';

export interface WordPressOptions extends FileOptions {
  author?: string;
  locale: string;
  redirects?: string;
}

/** `isomer import wordpress`. Returns the code to exit with. @throws Error with a line about what was asked for */
export async function importWordPress(
  file: string,
  options: WordPressOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  if (options.author !== undefined) assertOption('--author', options.author, Handle);
  assertOption('--locale', options.locale, Locale);
  const redirectsFile = options.redirects && typedPath(options.redirects, env);
  if (redirectsFile) await assertReportFile(redirectsFile, '--redirects');
  const redirects = new Redirects(env.PUBLIC_URL);
  const code = await importFile(file, wordPress(options, redirects), options, env);
  if (redirectsFile) await redirects.write(redirectsFile);
  return code;
}

function wordPress({ author, locale }: WordPressOptions, redirects: Redirects): Format<Survey> {
  const now = Date.now();
  return {
    survey,
    async *items(file, found, contexts) {
      const platform = contexts && platformOf(contexts, author);
      const sources = new Set<string>();
      for await (const item of readRecords(file, { ...reading, records: ['item'] }))
        yield* itemsOf(item, { found, platform, sources, redirects, locale, now, author });
    },
  };
}

function platformOf(contexts: INestApplicationContext, author: string | undefined) {
  const authors = authorFinder(contexts);
  return {
    authors,
    importArticle: articleImporter(contexts, author, authors),
    importComment: commentImporter(contexts),
  };
}
