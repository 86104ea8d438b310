import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { header } from '../export/json-lines';
import { BrokenFile } from '../xml/broken-file';

/** Characters of one line. A comment has far fewer. */
const longestLine = 1_000_000;

/** The comments of an export, as what JSON makes of their lines. @throws BrokenFile */
export async function* readLines(file: string, progress?: (bytes: number) => void): AsyncGenerator<unknown> {
  const input = createReadStream(file, 'utf8');
  let [byte, count, isComplete] = [0, -1, false];
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (isComplete) throw new BrokenFile(file, byte, 'it goes on after its end');
      const value = parsed(line);
      if (count === -1) {
        const { isomer, version } = (value ?? {}) as Partial<typeof header>;
        if (isomer !== header.isomer || version !== header.version)
          throw new BrokenFile(file, 0, 'it is no export of comments: `isomer export comments` writes one');
      } else if (value === undefined) throw new BrokenFile(file, byte, 'there is no comment in JSON');
      else if (isLast(value)) {
        if (value.comments !== count)
          throw new BrokenFile(file, byte, `it has ${count} of ${value.comments} comments`);
        isComplete = true;
      } else yield value;
      if (!isComplete) count++;
      const bytes = Buffer.byteLength(line) + 1;
      byte += bytes;
      progress?.(bytes);
    }
    if (!isComplete) throw new BrokenFile(file, byte, 'it ends before its last line');
  } finally {
    input.destroy();
  }
}

function parsed(line: string): object | undefined {
  if (line.length > longestLine) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const isLast = (value: object): value is { comments: number } => 'comments' in value;
