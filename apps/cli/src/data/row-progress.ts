import type { DataProgress } from '@isomer/embedded-postgres';

export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** On a terminal one line that changes; elsewhere nothing, because the end says it all. */
export function showRows(out: NodeJS.WriteStream): (progress: DataProgress) => void {
  if (!out.isTTY) return () => undefined;
  return ({ table, rows, totalRows }) => {
    out.write(`\r\u001b[K${rows.toLocaleString('en')} of ${totalRows.toLocaleString('en')} rows (${table})`);
    if (rows === totalRows) out.write('\n');
  };
}
