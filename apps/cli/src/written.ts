import { once } from 'node:events';

/** Writes to the standard output at the pace of whoever reads it. One who has seen enough is no reason to stop. */
export async function written(text: string): Promise<void> {
  if (process.stdout.write(text) || process.stdout.destroyed) return;
  await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
}
