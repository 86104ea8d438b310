import { commentImporter } from '../import/import-comment';
import { type FileOptions, type Format, importFile } from '../import/import-file';
import type { Item } from '../import/import-items';
import { Skip } from '../import/skip';
import { type Target, readUrlMap } from '../import/url-map';
import { typedPath } from '../paths';
import { readRecords } from '../xml/read-records';
import { readPost, sourceOf } from './read-post';
import { type Survey, idOf, reading, survey } from './survey';

export interface DisqusOptions extends FileOptions {
  urlMap?: string;
}

/** `isomer import disqus`. Returns the code to exit with. @throws Error with a line about what was asked for */
export async function importDisqus(
  file: string,
  options: DisqusOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const target = options.urlMap
    ? await readUrlMap(typedPath(options.urlMap, env))
    : (url: string) => ({ url });
  return importFile(file, disqus(target), options, env);
}

function disqus(target: (url: string) => Target): Format<Survey> {
  const now = Date.now();
  return {
    survey,
    async *items(file, found, contexts) {
      const importComment = contexts && commentImporter(contexts);
      const { tree } = found;
      for (let round = 0; round < tree.rounds; round++) {
        for await (const post of readRecords(file, { ...reading, records: ['category', 'thread', 'post'] })) {
          const id = idOf(post);
          if (post.name !== 'post' || !tree.isOf(id, round)) continue;
          const isFirst = tree.take(id);
          yield {
            name: `post ${id}`,
            run: () => {
              if (!isFirst) throw new Skip('same-id');
              return tree.inTurn(id, async (parent) => {
                const comment = readPost(post, { found, target, now });
                const parentSource = parent === undefined ? undefined : sourceOf(parent);
                return importComment ? importComment({ ...comment, parentSource }) : 'created';
              });
            },
          } satisfies Item;
        }
      }
    },
  };
}
