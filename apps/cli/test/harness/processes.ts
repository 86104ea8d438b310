import { spawnSync } from 'node:child_process';
import { until } from '@isomer/framework/testing';

/** Whether a process still runs. One that has ended but was not waited for by its parent does not. */
export function runs(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

export function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/ +/).map(Number));
  return rows.filter(([, parent]) => parent === pid).map(([child]) => child!);
}

/** Pids and command lines of everything whose command line names a folder: the database, Redis, their watchdogs. */
export function processesOn(folder: string): string[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(folder));
}

/** Waits until none of the processes runs, and nothing that has to do with the folder. */
export async function untilNothingRuns(folder: string, pids: number[]): Promise<void> {
  await until(() => pids.every((pid) => !runs(pid)), `the end of processes ${pids.join(', ')}`);
  await until(() => processesOn(folder).length === 0, `the end of what runs on ${folder}`);
}
