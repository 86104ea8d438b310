import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isSea } from 'node:sea';
import { compiledFromSource } from './from-source';

/**
 * The arguments that make `process.execPath` a supervisor. Built the usual way there is a script for it; in a single
 * executable, or one bundled file, the program is started again and its entry calls `runSupervisorIfAsked`.
 */
export function supervisorArguments(): string[] {
  if (isSea()) return [];
  if (__filename.endsWith('.ts')) return [join(compiledFromSource(), 'supervisor/supervisor-main.js')];
  const script = join(__dirname, 'supervisor-main.js');
  if (existsSync(script)) return [script];
  return process.argv[1] ? [process.argv[1]] : [];
}
