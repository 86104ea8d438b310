import type { Connection } from '../redis/connection';
import { InFlight } from './in-flight';

export interface AcknowledgerOptions {
  commands: Connection;
  stream: string;
  group: string;
  /** Runs when ids are acknowledged, in place of deleting them: other groups may need them. */
  onAcknowledged?: (ids: readonly string[]) => void;
}

/**
 * Acknowledges and deletes finished entries of a stream, those of a turn together. An id is remembered until Redis has
 * confirmed: after a lost connection it would be read once more, and must not be run once more.
 */
export class Acknowledger {
  private readonly unconfirmed = new Set<string>();
  private unsent: string[] = [];
  private isScheduled = false;
  private readonly inFlight = new InFlight();

  constructor(private readonly options: AcknowledgerOptions) {}

  add(id: string): void {
    this.unconfirmed.add(id);
    this.unsent.push(id);
    if (this.isScheduled) return;
    this.isScheduled = true;
    // Before the turn is over: a command that is issued later would be written apart from the replies.
    process.nextTick(() => {
      this.isScheduled = false;
      this.send();
    });
  }

  has(id: string): boolean {
    return this.unconfirmed.has(id);
  }

  /** Sends what is not confirmed; also what was sent on a connection that is lost. Never rejects. */
  flush(): Promise<void> {
    this.send();
    return this.inFlight.whenEmpty();
  }

  private send(): void {
    if (this.unsent.length > 0) void this.inFlight.track(this.acknowledge(this.unsent.splice(0)));
  }

  private async acknowledge(ids: readonly string[]): Promise<void> {
    const { commands, stream, group, onAcknowledged } = this.options;
    try {
      // Deleted first: what is cut off in between is given again and found to be gone, instead of staying for ever.
      await Promise.all([
        onAcknowledged ? undefined : commands.send(['XDEL', stream, ...ids]),
        commands.send(['XACK', stream, group, ...ids]),
      ]);
      for (const id of ids) this.unconfirmed.delete(id);
      onAcknowledged?.(ids);
    } catch {
      // They go with the next ones, or when the connection is back.
      this.unsent.push(...ids);
    }
  }
}
