import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { collectOften } from '../collect-often';
import { callingConfiguration } from '../configuration';
import { withContexts } from '../contexts';
import { typedPath } from '../paths';
import { written } from '../written';
import { allComments } from './all-comments';
import { disqusXml } from './disqus-xml';
import type { Format } from './format';
import { jsonLines } from './json-lines';
import { showCount } from './show-count';
import { threadOf } from './thread-of';

export interface ExportOptions {
  format: 'json' | 'disqus';
  file?: string;
  force?: boolean;
  thread?: string;
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** `isomer export comments`. @throws Error with a line about what was asked for, or why it failed */
export async function exportComments(options: ExportOptions, env: NodeJS.ProcessEnv): Promise<void> {
  collectOften();
  const file = options.file && typedPath(options.file, env);
  if (file && !options.force && existsSync(file))
    throw new Error(`${file} is there already; add --force to replace it`);
  const format: Format =
    options.format === 'json' ? jsonLines() : disqusXml(callingConfiguration(env).publicUrl);
  const out = file ? await openFile(file) : { write: written, done: async () => {}, drop: async () => {} };
  try {
    const count = await withContexts(env, say, async (contexts) => {
      const threadId = options.thread === undefined ? undefined : await threadOf(contexts, options.thread);
      const progress = showCount(process.stderr, 'comments');
      let all = 0;
      await out.write(format.head);
      for await (const page of allComments(contexts, threadId)) {
        await out.write(await format.page(page, contexts));
        progress((all += page.length));
      }
      await out.write(format.tail(all));
      return all;
    });
    await out.done();
    if (file) console.log(`${count.toLocaleString('en')} comments are in ${file}.`);
  } catch (error) {
    await out.drop();
    throw error;
  }
}

/** A file that its owner alone can read, and that has its name when it is complete. */
async function openFile(file: string) {
  const part = `${file}.part`;
  const handle = await open(part, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The file ${file} cannot be written (${error.code}): name another one`);
  });
  return {
    write: async (text: string) => void (await handle.write(text)),
    done: async () => {
      await handle.close();
      await rename(part, file);
    },
    drop: async () => {
      await handle.close();
      await rm(part, { force: true });
    },
  };
}
