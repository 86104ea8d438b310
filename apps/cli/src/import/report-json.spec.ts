import type { ItemsReport } from './import-items';
import { reportJson } from './report-json';
import type { SkippedFile } from './report';
import { SkippedList } from './skipped-list';

const report = (skipped: SkippedList): ItemsReport => ({
  file: 'a "skipped": [].xml',
  items: 2,
  dryRun: false,
  imported: 1,
  updated: 0,
  unchanged: 0,
  skipped,
  left: 0,
  stopped: '"skipped": []',
  seconds: 0.1,
});

test.each([
  [[]],
  [[{ path: 'post 1', reason: 'spam' }]],
  [
    Array.from({ length: 5_000 }, (_, i): SkippedFile => ({
      path: `post\n${i}`,
      reason: 'orphan',
      detail: '"[]"',
    })),
  ],
] satisfies [SkippedFile[]][])('the report of what was left out is JSON like any', (all: SkippedFile[]) => {
  const skipped = new SkippedList();
  for (const each of all) skipped.push(each);
  const { skipped: _, ...rest } = report(skipped);
  expect([...reportJson(report(skipped))].join('')).toBe(
    `${JSON.stringify({ ...rest, skipped: all }, undefined, 2)}\n`,
  );
});
