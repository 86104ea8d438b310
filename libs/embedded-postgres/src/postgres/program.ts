import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Account } from '../processes/account';
import { cleanEnvironment } from '../processes/clean-environment';

/** The binaries, and as whom they run. */
export interface Programs {
  /** Folder with `bin`, `lib`, `share`. */
  folder: string;
  account: Account;
}

export type ProgramName = 'postgres' | 'initdb' | 'pg_ctl';

export const programPath = (folder: string, name: ProgramName) =>
  join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/** What every program is started with: no ambient settings, no folder it may be unable to enter. */
export const programSurroundings = (account: Account) => ({
  ...account,
  cwd: '/',
  env: cleanEnvironment(),
  windowsHide: true,
});

/** Runs a program to its end. `output` is both of its streams; `code` is null if it did not run at all. */
export function runProgram(
  programs: Programs,
  name: ProgramName,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(programPath(programs.folder, name), args, programSurroundings(programs.account));
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
