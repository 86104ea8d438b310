import type { ItemsReport } from './import-items';

/** Characters that are written at once, at least. */
const partLength = 1 << 16;

/** A report as `JSON.stringify` would have it with an indent of 2, part by part: what is left out may be a million things. */
export function* reportJson({ skipped, ...report }: ItemsReport): Generator<string> {
  const [before, after] = JSON.stringify({ ...report, skipped: [] }, undefined, 2).split('"skipped": []');
  let part = `${before}"skipped": [`;
  let separator = '\n';
  for (const each of skipped) {
    part += separator + JSON.stringify(each, undefined, 2).replaceAll(/^/gm, '    ');
    separator = ',\n';
    if (part.length < partLength) continue;
    yield part;
    part = '';
  }
  yield `${part}${skipped.length > 0 ? '\n  ' : ''}]${after}\n`;
}
