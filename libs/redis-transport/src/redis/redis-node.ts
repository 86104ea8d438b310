import type { ConnectionStatus, Log } from '../options';
import { RedisClock } from './clock';
import { Connection } from './connection';
import type { Endpoint } from './endpoint';

interface RedisNodeOptions {
  endpoint: Endpoint;
  /** Shown in CLIENT LIST. */
  name: string;
  log: Log;
  onStatus: (status: ConnectionStatus) => void;
}

/** What all users of the keys on one node share: a connection for commands, and its clock. */
export class RedisNode {
  readonly clock = new RedisClock();
  readonly commands: Connection;
  private lastRunId = '';
  /** When another Redis was first seen in the place of the one before, by its clock in milliseconds. */
  private replacedAt = -Infinity;

  constructor(readonly options: RedisNodeOptions) {
    this.commands = new Connection({
      ...options,
      onInspected: async (runId, client) => {
        const isAnother = this.lastRunId !== '' && runId !== this.lastRunId;
        this.lastRunId = runId;
        await this.clock.sync(client);
        if (isAnother) this.replacedAt = this.clock.now();
      },
    });
  }

  get endpoint(): Endpoint {
    return this.options.endpoint;
  }

  /** Changes when Redis restarts, or another node takes its place. */
  readonly runId = () => this.lastRunId;

  /** Whether a time of Redis's clock, in milliseconds, is before this process saw Redis restart or another node take its place. */
  readonly predates = (time: number) => time < this.replacedAt;
}
