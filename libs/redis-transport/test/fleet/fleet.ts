import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity, RedisStreamsOptions } from '../../src';
import { seedFrom, type Random } from './random';
import { identityOf, newKeys, type Keys } from './services';

/** What a process of a fleet is told. */
export interface Order {
  name: string;
  /** Where it writes its books. */
  folder: string;
  seed: number;
  /** The least and the most time that a call is given, in milliseconds. */
  deadlines: [least: number, most: number];
  keys: Keys;
  options: RedisStreamsOptions;
}

/** A process of a fleet. */
export interface Member {
  /** First part of the ids of its calls and events. */
  name: string;
  /** Of its transport; a server has one for each group. */
  ids: string[];
  /** Resolves with its exit code when it is gone; `null` if a signal has ended it. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/**
 * Replicas of `comments`, and clients that call them without a pause and emit events, as processes on one Redis. All that
 * they write there is sealed.
 */
export class Fleet {
  private readonly members = new Set<Member>();
  private readonly keys = newKeys();
  private started = 0;

  private constructor(
    /** With the books: see {@link readBook}. */
    readonly folder: string,
    private readonly url: string,
    private readonly random: Random,
    private readonly deadlines: Order['deadlines'],
    private readonly heartbeatMs: number,
  ) {}

  static async of(
    url: string,
    random: Random,
    { deadlines, heartbeatMs }: Pick<Order, 'deadlines'> & { heartbeatMs: number },
  ): Promise<Fleet> {
    return new Fleet(await mkdtemp(join(tmpdir(), 'fleet-')), url, random, deadlines, heartbeatMs);
  }

  /** Resolves when it serves, which takes until Redis is there. */
  server(): Promise<Member> {
    return this.start('server');
  }

  client(): Promise<Member> {
    return this.start('client');
  }

  /** Of one who calls. */
  get identity(): Identity {
    return identityOf('edge', this.keys);
  }

  /** Ends what is left, and removes the books. */
  async remove(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.end('SIGKILL')));
    await rm(this.folder, { recursive: true, force: true });
  }

  private async start(kind: 'server' | 'client'): Promise<Member> {
    const name = `${kind}${this.started++}`;
    const options = { url: this.url, name, connectTimeoutMs: 30_000, heartbeatMs: this.heartbeatMs };
    const { folder, deadlines, keys } = this;
    const order: Order = { name, folder, seed: seedFrom(this.random), deadlines, keys, options };
    const main = join(__dirname, `${kind}-main.ts`);
    const child = fork(join(__dirname, '../typescript.cjs'), [main, JSON.stringify(order)]);
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const end = (signal: NodeJS.Signals) => {
      child.kill(signal);
      return gone.finally(() => this.members.delete(member));
    };
    const member: Member = { name, ids: [], end };
    this.members.add(member);
    const ready = new Promise<string[]>((resolve) =>
      child.once('message', (message: { ready: string[] }) => resolve(message.ready)),
    );
    const failed = gone.then((code) => {
      throw new Error(`${name} ended with ${code} before it was ready; what it said is above`);
    });
    member.ids = await Promise.race([ready, failed]);
    return member;
  }
}
