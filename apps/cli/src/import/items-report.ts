import type { Counts, ItemsReport } from './import-items';
import { count, groups } from './report';

/** The report for people. */
export function itemsReportText(report: ItemsReport): string {
  const { kinds = {}, skipped, left, stopped, dryRun, items, seconds } = report;
  const all = { ...report, skipped: skipped.length };
  return [
    `${dryRun ? 'Dry run: ' : ''}${countsText(all, dryRun)} of ${count(items)} in ${seconds} s.`,
    ...Object.entries(kinds).map(([kind, counts]) => `  ${kind}s: ${countsText(counts, dryRun)}`),
    ...groups(skipped),
    ...(stopped
      ? [`Stopped: ${stopped}. ${count(left)} are left: run the same command again to go on.`]
      : []),
    '',
  ].join('\n');
}

function countsText({ imported, updated, unchanged, skipped }: Counts, dryRun: boolean): string {
  const brought = dryRun
    ? `would import ${count(imported)}`
    : `imported ${count(imported)}, updated ${count(updated)}, unchanged ${count(unchanged)}`;
  return `${brought}, skipped ${count(skipped)}`;
}
