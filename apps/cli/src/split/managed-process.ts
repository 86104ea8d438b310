import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Who hears of a process. */
export interface Hearing {
  /** A line of the process, or about it. */
  log: (line: string) => void;
  /** Called when it ended so often that starting it again makes no sense. */
  onGivenUp: (why: string) => void;
}

/** What is started and kept running. */
export interface ManagedOptions extends Hearing {
  label: string;
  spawn: () => ChildProcess;
  /** Resolves when the process does its work. Its end before that is a failed start. */
  up: (child: ChildProcess) => Promise<void>;
  /** Whether what it says while it starts is worth a line once it has started. */
  keepsStartLines?: boolean;
  /** Waits before it is started again, in milliseconds; as many ends in a row are put up with. */
  backoffMs?: readonly number[];
}

/** A first start that failed; the message is what the process said. */
export class StartFailed extends Error {}

const defaultBackoffMs = [250, 500, 1_000, 2_000, 4_000];
/** A process that has run as long, in milliseconds, has recovered from whatever ended it before. */
const recoveredAfterMs = 60_000;

/** A child process that is started again when it ends by itself. */
export class ManagedProcess {
  private child?: ChildProcess;
  private stopping = false;
  private ends = 0;
  private upSince = 0;
  private timer?: NodeJS.Timeout;

  constructor(private readonly options: ManagedOptions) {}

  get label(): string {
    return this.options.label;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws StartFailed */
  async start(): Promise<void> {
    const { lines, why } = await this.attempt();
    if (why !== undefined) throw new StartFailed(lines.join('\n') || `${this.label} ${why}`);
  }

  /** Ends it in order, by force after `withinMs` milliseconds. */
  async stop(withinMs: number): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const force = setTimeout(() => {
      this.options.log(`still runs after ${withinMs / 1_000} s and is killed`);
      child.kill('SIGKILL');
    }, withinMs);
    await gone;
    clearTimeout(force);
  }

  kill(): void {
    this.stopping = true;
    clearTimeout(this.timer);
    this.child?.kill('SIGKILL');
  }

  /** One run, up to when it is up (then without `why`) or has ended. */
  private async attempt(): Promise<{ lines: string[]; why?: string }> {
    if (this.stopping) return { lines: [], why: 'was stopped' };
    const child = (this.child = this.options.spawn());
    const output = collectLines(child, this.options.log);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`could not be started: ${error.message}`));
      child.once('close', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}`));
    });
    const up = this.options.up(child).then(
      () => undefined,
      (error: Error) => {
        child.kill('SIGKILL');
        return error.message;
      },
    );
    const why = await Promise.race([up, ended]);
    if (why !== undefined || this.stopping) return { lines: output.take(), why: why ?? 'was stopped' };
    output.release(this.options.keepsStartLines ?? true);
    this.upSince = performance.now();
    void ended.then((reason) => this.again(`${reason} by itself`));
    return { lines: [] };
  }

  private again(why: string): void {
    if (this.stopping) return;
    if (this.upSince > 0 && performance.now() - this.upSince > recoveredAfterMs) this.ends = 0;
    this.upSince = 0;
    const wait = (this.options.backoffMs ?? defaultBackoffMs)[this.ends++];
    if (wait === undefined)
      return this.options.onGivenUp(`${this.label} ${why}, ${this.ends} times in a row`);
    this.options.log(`${why}; starting it again in ${wait / 1_000} s`);
    this.timer = setTimeout(() => {
      void this.attempt().then(({ lines, why: failed }) => {
        for (const line of lines) this.options.log(line);
        if (failed === undefined) this.options.log(`runs again (process ${this.pid})`);
        else this.again(failed);
      });
    }, wait);
  }
}

export const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null || pid === undefined;

/** Holds a child's lines back until they are taken or released; from then on they go to `log`. */
function collectLines(child: ChildProcess, log: (line: string) => void) {
  let held: string[] | undefined = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => (held ? held.push(line) : log(line)));
  }
  return {
    take: () => held ?? [],
    release: (keep: boolean) => {
      const lines = held ?? [];
      held = undefined;
      if (keep) lines.forEach(log);
    },
  };
}
