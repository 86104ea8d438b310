import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { join } from 'node:path';
import type { OpenOptions } from '@isomer/embedded-postgres';
import type { PostgresConnection } from '../../src/connection';
import { compiledFromSource } from '../../src/supervisor/from-source';

interface Ready {
  connection: PostgresConnection;
  connectionString: string;
  supervisorPid: number;
  startedHere: boolean;
}

type Event =
  | { log: string }
  | { lost: string }
  | { ready: Ready }
  | { failed: { name: string; code: string; message: string } };

/** How it is spawned, and with which build of the library. */
type How = SpawnOptions & { library?: string; program?: string };

/** A separate Node process that has the database open. */
export class UserProcess {
  private readonly child: ChildProcess;
  private readonly events: Event[] = [];
  private readonly waiting = new Set<() => void>();
  private ended = false;
  private errors = '';

  constructor(
    options: OpenOptions,
    { library = compiledFromSource(), program = join(__dirname, 'user-program.js'), env, ...how }: How = {},
  ) {
    this.child = spawn(process.execPath, [program], {
      ...how,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env, USER_PROCESS: JSON.stringify({ library, options }) },
    });
    let text = '';
    this.child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (text + chunk).split('\n');
      text = lines.pop()!;
      this.events.push(...lines.map((line) => JSON.parse(line) as Event));
      this.wake();
    });
    this.child.stderr!.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.child.stdin!.on('error', () => {});
    this.child.once('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  get logs(): string[] {
    return this.events.flatMap((event) => ('log' in event ? [event.log] : []));
  }

  async ready(): Promise<Ready> {
    return (await this.event('ready')).ready;
  }

  async failed(): Promise<{ name: string; code: string; message: string }> {
    return (await this.event('failed')).failed;
  }

  async lost(): Promise<string> {
    return (await this.event('lost')).lost;
  }

  /** Ends in order: closes the database and exits by itself. */
  async close(): Promise<void> {
    this.child.stdin!.end();
    await this.exit();
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit();
  }

  private async exit(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  private async event<K extends string>(kind: K): Promise<Extract<Event, Record<K, unknown>>> {
    for (;;) {
      const found = this.events.find((event) => kind in event);
      if (found) return found as Extract<Event, Record<K, unknown>>;
      if (this.ended)
        throw new Error(`no "${kind}" from the user process: ${JSON.stringify(this.events)} ${this.errors}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
