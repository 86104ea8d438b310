import { type Report, reportText } from './report';

const report: Report = {
  folder: '/blog',
  prefix: 'blog',
  dryRun: false,
  files: 3_000,
  imported: 2_000,
  updated: 1,
  unchanged: 2,
  skipped: [],
  left: 0,
  seconds: 8,
  filesPerSecond: 250,
};

test('counts come first', () => {
  expect(reportText(report)).toMatch(
    /^imported 2,000, updated 1, unchanged 2, skipped 0 in 8 s \(250 files\/s\)\.\n/,
  );
});

test('files are listed below their reason, the first twenty of them', () => {
  const drafts = Array.from({ length: 23 }, (_, i) => ({ path: `d${i}.md`, reason: 'draft' as const }));
  const text = reportText({
    ...report,
    skipped: [{ path: 'a.md', reason: 'invalid-date', detail: 'x is no date' }, ...drafts],
  });
  expect(text).toContain(
    'Skipped 1: invalid date\n  a.md (x is no date)\nSkipped 23: marked as a draft\n  d0.md\n',
  );
  expect(text.match(/^ {2}d\d+\.md$/gm)).toHaveLength(20);
  expect(text).toContain('\n  and 3 more (--json or --report <file> lists all)\n');
});

test('an import that stopped says why and how to go on', () => {
  expect(reportText({ ...report, stopped: 'the database is gone', left: 997 })).toContain(
    'Stopped: the database is gone. 997 files are left: run the same command again to go on.\n',
  );
});

test('a name cannot steer the terminal', () => {
  const text = reportText({ ...report, skipped: [{ path: 'a\u001b[2J\n.md', reason: 'empty' }] });
  expect(text).toContain('  a\ufffd[2J\ufffd.md\n');
});
