import { ExportedComment, ImportedComment } from '@isomer/comments/contract';
import { commentImporter } from '../import/import-comment';
import { type FileOptions, type Format, importFile } from '../import/import-file';
import type { Item } from '../import/import-items';
import { Skip } from '../import/skip';
import { readLines } from './read-lines';

/** `isomer import comments`. Returns the code to exit with. @throws Error with a line about what was asked for */
export function importComments(file: string, options: FileOptions, env: NodeJS.ProcessEnv): Promise<number> {
  return importFile(file, comments, options, env);
}

const comments: Format<{ items: number }> = {
  async survey(file, progress) {
    let items = 0;
    for await (const _ of readLines(file, progress)) items++;
    return { items };
  },
  async *items(file, _, contexts) {
    const importComment = contexts && commentImporter(contexts);
    const inTurn = threadByThread();
    let number = 0;
    for await (const line of readLines(file)) {
      const name = `comment ${++number}`;
      const thread = JSON.stringify((line as { thread?: unknown }).thread);
      yield {
        name,
        run: () =>
          inTurn(thread, async () => {
            const comment = read(line);
            return importComment ? importComment(comment) : 'created';
          }),
      } satisfies Item;
    }
  },
};

/** What was said in one thread is imported in the order in which it was said; threads are beside each other. */
function threadByThread() {
  const running = new Map<string, Promise<unknown>>();
  return <T>(thread: string, work: () => Promise<T>): Promise<T> => {
    const before = running.get(thread);
    const done = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    running.set(thread, done);
    const forget = () => running.get(thread) === done && running.delete(thread);
    return done.finally(forget);
  };
}

const Line = ExportedComment.omit({ id: true, threadId: true, parentId: true }).required({ source: true });

/** @throws Skip */
function read(line: unknown): ImportedComment {
  const found = Line.safeParse(line);
  if (!found.success) throw notAccepted(found.error.issues[0]!);
  const { status, body = '-', ...comment } = found.data;
  const isRemoved = status === 'removed';
  const checked = ImportedComment.safeParse({
    ...comment,
    body,
    status: isRemoved ? 'deleted' : status,
    removed: isRemoved || undefined,
  });
  if (!checked.success) throw notAccepted(checked.error.issues[0]!);
  return checked.data;
}

const notAccepted = ({ path, message }: { path: PropertyKey[]; message: string }) =>
  new Skip('not-accepted', `${path.map(String).join('/')} ${message}`.trim());
