import { Handle } from '@isomer/identity/contract';
import { Locale } from '@isomer/posts/contract';
import type { INestApplicationContext } from '@nestjs/common';
import { assertOption } from '../import/assert-option';
import { authorFinder, postImporter } from '../import/import-article';
import { type FileOptions, type Format, importFile } from '../import/import-file';
import type { Item } from '../import/import-items';
import { Skip } from '../import/skip';
import { type Element, textOf } from '../xml/element';
import { readRecords } from '../xml/read-records';
import { nameOf, readItem } from './read-item';
import { type Survey, loginOf, reading, survey } from './survey';

export interface WordPressOptions extends FileOptions {
  author?: string;
  locale: string;
}

/** `isomer import wordpress`. Returns the code to exit with. @throws Error with a line about what was asked for */
export async function importWordPress(
  file: string,
  options: WordPressOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  if (options.author !== undefined) assertOption('--author', options.author, Handle);
  assertOption('--locale', options.locale, Locale);
  return importFile(file, wordPress(options), options, env);
}

function wordPress({ author, locale }: WordPressOptions): Format<Survey> {
  const now = Date.now();
  return {
    survey,
    async *items(file, found, contexts) {
      const importPost = contexts && postImporterOf(contexts);
      const seen = new Set<string>();
      for await (const item of readRecords(file, { ...reading, records: ['item'] })) {
        yield {
          name: nameOf(item),
          run: async () => {
            assertNew(item, seen);
            const article = readItem(item, found, { locale, now });
            const handle = author ?? found.handles.get(loginOf(item)) ?? 'importer';
            return importPost ? importPost(article, handle) : 'created';
          },
        } satisfies Item;
      }
    },
  };
}

const postImporterOf = (contexts: INestApplicationContext) => postImporter(contexts, authorFinder(contexts));

/** @throws Skip for a second item of an id, which would take the place of the first */
function assertNew(item: Element, seen: Set<string>): void {
  const id = textOf(item, 'wp:post_id');
  if (!id) throw new Skip('no-address', 'it has no wp:post_id');
  if (seen.has(id)) throw new Skip('same-id');
  seen.add(id);
}
