import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const megabyte = 1024 * 1024;

/** A disk of its own for a test. Only root may have one. */
export class SmallDisk {
  constructor(
    readonly folder: string,
    megabytes: number,
  ) {
    mkdirSync(folder);
    run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }

  /** Takes all of it but so much. */
  fill(megabytesLeft: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.ballast, Buffer.alloc(bavail * bsize - megabytesLeft * megabyte));
  }

  free(): void {
    rmSync(this.ballast);
  }

  remove(): void {
    run('umount', '-l', this.folder);
  }
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
