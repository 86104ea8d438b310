import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, type OpenOptions, openEmbeddedPostgres } from '@isomer/embedded-postgres';
import { exists } from '../../src/processes/process-identity';
import { waitUntil } from '../../src/wait';
import { processesOn } from './processes-on';
import { UserProcess } from './user-process';

export const root = process.getuid?.() === 0;
/** A test of what only root can do, or set up. Otherwise the report counts it as skipped. */
// eslint-disable-next-line no-restricted-syntax -- without root it cannot run, and must not count as passed
export const asRoot = root ? test : test.skip;
/** The id of `nobody` on Linux. */
export const NOBODY = 65534;

/** One temporary folder and everything that was started in it. Use one per test. */
export class Sandbox {
  readonly folder: string;
  private readonly processes: UserProcess[] = [];
  private readonly opened: EmbeddedPostgres[] = [];

  constructor() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'epg-')));
    chmodSync(this.folder, 0o755);
  }

  /** A folder in the sandbox, made with that mode and owner. */
  make(name: string, { mode = 0o755, uid }: { mode?: number; uid?: number } = {}): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true });
    chmodSync(path, mode);
    if (uid !== undefined) chownSync(path, uid, uid);
    return path;
  }

  get dataDir(): string {
    return join(this.folder, 'data');
  }

  get cluster(): string {
    return join(this.dataDir, 'postgres');
  }

  async open(options: Partial<OpenOptions> = {}): Promise<EmbeddedPostgres> {
    const pg = await openEmbeddedPostgres({ dataDir: this.dataDir, ...options });
    this.opened.push(pg);
    return pg;
  }

  user(options: Partial<OpenOptions> = {}, how?: ConstructorParameters<typeof UserProcess>[1]): UserProcess {
    const user = new UserProcess({ dataDir: this.dataDir, ...options }, how);
    this.processes.push(user);
    return user;
  }

  postmasterPid(cluster = this.cluster): number {
    return Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
  }

  /** Ours only: users are not counted, they are killed by whoever wants them gone. */
  databaseProcesses() {
    const users = new Set(this.processes.map(({ pid }) => pid));
    return processesOn(this.folder).filter(({ pid }) => !users.has(pid));
  }

  async untilStopped(): Promise<void> {
    const stopped = await waitUntil(() => this.databaseProcesses().length === 0, { limitMs: 90_000 });
    if (!stopped) throw new Error(`still running: ${JSON.stringify(this.databaseProcesses())}`);
  }

  /** Ends every user, and waits for the database to follow. */
  async stop(): Promise<boolean> {
    for (const pg of this.opened) await pg.close();
    for (const user of this.processes) await user.kill();
    return waitUntil(() => this.databaseProcesses().length === 0, { limitMs: 15_000 });
  }

  async clean(): Promise<void> {
    const stopped = await this.stop();
    for (const { pid } of stopped ? [] : this.databaseProcesses())
      if (exists(pid)) process.kill(pid, 'SIGKILL');
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A new sandbox for each test of the file. */
export function sandboxes(): () => Sandbox {
  let sandbox: Sandbox;
  jest.setTimeout(90_000);
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.clean());
  return () => sandbox;
}
