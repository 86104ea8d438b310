import type { ItemsReport } from './import-items';
import { itemsReportText } from './items-report';
import { SkippedList } from './skipped-list';

const none = { imported: 0, updated: 0, unchanged: 0, skipped: 0 };
const report: ItemsReport = {
  file: '/blog.xml',
  dryRun: false,
  items: 1_003,
  imported: 1_001,
  updated: 1,
  unchanged: 0,
  skipped: new SkippedList(),
  left: 0,
  seconds: 2,
};
report.skipped.push({ path: 'comment 7', reason: 'spam' });

test('where there are several kinds, each is counted by itself, too', () => {
  const kinds = {
    post: { ...none, imported: 1, updated: 1 },
    comment: { ...none, imported: 1_000, skipped: 1 },
  };
  expect(itemsReportText({ ...report, kinds })).toBe(
    'imported 1,001, updated 1, unchanged 0, skipped 1 of 1,003 in 2 s.\n' +
      '  posts: imported 1, updated 1, unchanged 0, skipped 0\n' +
      '  comments: imported 1,000, updated 0, unchanged 0, skipped 1\n' +
      'Skipped 1: marked as spam there\n  comment 7\n',
  );
  expect(itemsReportText(report)).not.toMatch(/posts/);
});

test('a dry run says what would be', () => {
  const kinds = { post: { ...none, imported: 2 } };
  expect(itemsReportText({ ...report, dryRun: true, kinds })).toMatch(
    /^Dry run: would import 1,001, skipped 1 of 1,003 in 2 s\.\n {2}posts: would import 2, skipped 0\n/,
  );
});
