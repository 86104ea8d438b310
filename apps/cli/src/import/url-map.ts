import { readFile } from 'node:fs/promises';
import { CommentQuery, Url } from '@isomer/comments/contract';

/** What a page of a file is here: a page at an address, or a post by its id. */
export type Target = { url: string } | { postId: string };

const PostId = CommentQuery.shape.postId;

/**
 * Where comments of moved pages go: a CSV file (RFC 4180) of two columns without a header, the address in the export
 * and the address, or the id of the post, here. A file of redirects has both: the id is what counts.
 * @throws Error with the line that is wrong
 */
export async function readUrlMap(file: string): Promise<(url: string) => Target> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`--url-map ${file} cannot be read (${error.code}): name a CSV file of two columns`);
  });
  const targets = new Map<string, Target>();
  text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .forEach((line, i) => {
      if (!line.trim()) return;
      const fields = fieldsOf(line);
      const target = fields && [2, 3].includes(fields.length) ? targetOf(fields.at(-1)!) : undefined;
      if (!target || !Url.safeParse(fields![0]).success)
        throw new Error(
          `--url-map ${file} is wrong in line ${i + 1}: it must be an address, a comma, and an address or the id of a post`,
        );
      targets.set(fields![0]!, target);
    });
  return (url) => targets.get(url) ?? { url };
}

function targetOf(field: string): Target | undefined {
  if (PostId.safeParse(field).success) return { postId: field };
  return Url.safeParse(field).success ? { url: field } : undefined;
}

const field = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/y;

function fieldsOf(line: string): string[] | undefined {
  const fields: string[] = [];
  field.lastIndex = 0;
  while (field.lastIndex < line.length) {
    const match = field.exec(line);
    if (!match) return undefined;
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2]!).trim());
  }
  return fields;
}
