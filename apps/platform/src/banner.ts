import { resolve } from 'node:path';
import { baseUrl } from './base-url';
import { contextNames } from './contexts';
import type { Platform } from './start-platform';
import { version } from './version';

/** What a person wants to know once the platform runs: where it is, what runs where, how to stop it. */
export function banner({ configuration, opened, port, replicas }: Platform): string {
  const { edge, here, host, dataDir } = configuration;
  const base = baseUrl(host, port);
  const lines: [string, string][] = edge
    ? [
        ['API', `${base}/v1`],
        ['Swagger UI', `${base}/docs`],
      ]
    : port === undefined
      ? []
      : [['Health', `${base}/health/ready`]];
  if (opened.embedded) lines.push(['Data folder', resolve(dataDir)]);
  const rows = contextNames.map((name) =>
    here.includes(name)
      ? [name, 'here', '', opened.places[name]!]
      : [name, 'remote', String(replicas.get(name) ?? 0), ''],
  );
  return [
    `Isomer ${version} is running.`,
    '',
    ...lines.map(([name, value]) => `  ${name.padEnd(12)}${value}`),
    '',
    ...table([['context', 'runs', 'replicas', 'database'], ...rows]),
    '',
    '  Press Ctrl-C to stop.',
    '',
  ].join('\n');
}

/** Rows under a row of headings, in columns. */
export function table(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]! + 2))
        .join('')
        .trimEnd()}`,
  );
}
