import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { commandLine, workingFolder } from '../../src/processes/command-line';

/** Supervisors, watchdogs and everything of Postgres that has to do with a folder, by pid. */
export function processesOn(folder: string): { pid: number; command: string }[] {
  return pids().flatMap((pid) => {
    const command = commandLine(pid)?.join(' ');
    if (command === undefined || pid === process.pid) return [];
    return command.includes(folder) || workingFolder(pid)?.startsWith(folder) ? [{ pid, command }] : [];
  });
}

function pids(): number[] {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0);
  return spawnSync('ps', ['-axo', 'pid='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map(Number)
    .filter((pid) => pid > 0);
}
