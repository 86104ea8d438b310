import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Hunk {
  before: string[];
  after: string[];
}

/**
 * Changes the files of an application as the README says: its `diff` blocks are applied, each of which begins with
 * the name of its file. So what the README promises is what is tested. Gives the number of lines taken away.
 */
export async function migrate(sources: string): Promise<number> {
  const readme = await readFile(join(__dirname, '../../README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```diff\n(.*?)```/gs)].map(([, text]) => text!.split('\n'));
  let changed = 0;
  for (const [header, ...lines] of blocks) {
    const file = join(sources, header!.replace(/^# /, ''));
    let text = await readFile(file, 'utf8');
    for (const hunk of hunksOf(lines)) {
      text = apply(text, hunk);
      changed += hunk.before.length;
    }
    await writeFile(file, text);
  }
  return changed;
}

function hunksOf(lines: string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let last = ' ';
  for (const line of lines) {
    const sign = line[0] ?? ' ';
    if (sign === '-' && last !== '-') hunks.push({ before: [], after: [] });
    if (sign === '-') hunks.at(-1)!.before.push(line.slice(1).trim());
    if (sign === '+') hunks.at(-1)!.after.push(line.slice(1).trim());
    last = sign;
  }
  return hunks;
}

function apply(text: string, { before, after }: Hunk): string {
  const lines = text.split('\n');
  const at = lines.findIndex((_, i) => before.every((line, j) => lines[i + j]?.trim() === line));
  if (at < 0) throw new Error(`The README changes what is not there:\n${before.join('\n')}`);
  lines.splice(at, before.length, ...after);
  return lines.join('\n');
}
