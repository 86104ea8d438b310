import type { ItemsReport } from './import-items';
import { count, groups } from './report';

/** The report for people. */
export function itemsReportText(report: ItemsReport): string {
  const { imported, updated, unchanged, skipped, left, stopped, dryRun, items, seconds } = report;
  const counts = dryRun
    ? `would import ${count(imported)}`
    : `imported ${count(imported)}, updated ${count(updated)}, unchanged ${count(unchanged)}`;
  return [
    `${dryRun ? 'Dry run: ' : ''}${counts}, skipped ${count(skipped.length)} of ${count(items)} in ${seconds} s.`,
    ...groups(skipped),
    ...(stopped
      ? [`Stopped: ${stopped}. ${count(left)} are left: run the same command again to go on.`]
      : []),
    '',
  ].join('\n');
}
