import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Program } from './program';
import { untilNothingRuns } from './processes';

/** A temporary folder and the programs that a test starts on it. */
export class Sandbox {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'isomer-cli-')));
  private readonly programs: Program[] = [];

  constructor() {
    // For root the database runs as nobody, who must get in.
    chmodSync(this.folder, 0o711);
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  /** Variables of a platform whose data is here; a free port. */
  get env(): NodeJS.ProcessEnv {
    return { DATA_DIR: this.dataDir, PORT: '0', LOG_LEVEL: 'warn' };
  }

  /** Writes files, by path within the folder. */
  write(files: Record<string, string | Uint8Array>): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  start(...program: ConstructorParameters<typeof Program>): Program {
    const started = new Program(...program);
    this.programs.push(started);
    return started;
  }

  /** Ends what still runs, in order. */
  async end(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.end('SIGTERM')));
    await untilNothingRuns(this.folder, []);
  }

  /** Ends what still runs and removes the folder. */
  async clean(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
