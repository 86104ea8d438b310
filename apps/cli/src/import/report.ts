import { type SkipReason, skipReasons } from './skip';

export interface SkippedFile {
  /** Within the folder; of what is in one file, what it is called there. */
  path: string;
  reason: SkipReason;
  detail?: string;
}

/** What any import did. */
export interface Outcome {
  dryRun: boolean;
  /** New ones; in a dry run, what would be looked at by the platform. */
  imported: number;
  updated: number;
  unchanged: number;
  skipped: SkippedFile[];
  /** What was not reached. */
  left: number;
  /** Why it stopped before the end, if it did. */
  stopped?: string;
  seconds: number;
}

/** What the import of a folder did. */
export interface Report extends Outcome {
  folder: string;
  /** What the sources of its posts begin with. */
  prefix: string;
  /** Files that were found. */
  files: number;
  filesPerSecond: number;
}

/** Files that are listed below one reason, at most. */
const shown = 20;

/** The report for people. */
export function reportText(report: Report): string {
  const { imported, updated, unchanged, skipped, left, stopped, dryRun, prefix, seconds, filesPerSecond } =
    report;
  const counts = dryRun
    ? `would import ${count(imported)}`
    : `imported ${count(imported)}, updated ${count(updated)}, unchanged ${count(unchanged)}`;
  return [
    `${dryRun ? 'Dry run: ' : ''}${counts}, skipped ${count(skipped.length)} in ${seconds} s (${count(filesPerSecond)} files/s).`,
    `Sources begin with ${prefix}/ (importing this folder again changes nothing; a copy of it elsewhere needs --source ${prefix}).`,
    ...groups(skipped),
    ...(stopped
      ? [`Stopped: ${stopped}. ${count(left)} files are left: run the same command again to go on.`]
      : []),
    '',
  ].join('\n');
}

/** What was left out, by reason. */
export function groups(skipped: Iterable<SkippedFile>): string[] {
  const byReason = new Map<SkipReason, { all: number; listed: SkippedFile[] }>();
  for (const file of skipped) {
    const of = byReason.get(file.reason) ?? { all: 0, listed: [] };
    if (of.all++ < shown) of.listed.push(file);
    byReason.set(file.reason, of);
  }
  return [...byReason].flatMap(([reason, { all, listed }]) => [
    `Skipped ${count(all)}: ${skipReasons[reason]}`,
    ...listed.map(({ path, detail }) => `  ${printable(path)}${detail ? ` (${printable(detail)})` : ''}`),
    ...(all > shown ? [`  and ${count(all - shown)} more (--json or --report <file> lists all)`] : []),
  ]);
}

export const count = (n: number) => n.toLocaleString('en');

/** A file's name may hold what a terminal would obey. */
const printable = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, '\ufffd');
