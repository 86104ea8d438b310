import type { Connection } from '../redis/connection';
import { GROUP } from '../wire/keys';
import { InFlight } from './in-flight';

/**
 * Acknowledges and deletes finished entries, those of a turn together. An id is remembered until Redis has
 * confirmed: after a lost connection it would be read once more, and must not be run once more.
 */
export class Acknowledger {
  private readonly unconfirmed = new Map<string, Set<string>>();
  private scheduled?: NodeJS.Immediate;
  private readonly inFlight = new InFlight();

  constructor(private readonly commands: Connection) {}

  add(stream: string, id: string): void {
    const ids = this.unconfirmed.get(stream) ?? new Set();
    this.unconfirmed.set(stream, ids.add(id));
    this.scheduled ??= setImmediate(() => {
      this.scheduled = undefined;
      this.send();
    });
  }

  has(stream: string, id: string): boolean {
    return this.unconfirmed.get(stream)?.has(id) ?? false;
  }

  /** Sends what is not confirmed; also what was sent on a connection that is lost. Never rejects. */
  flush(): Promise<void> {
    this.send();
    return this.inFlight.whenEmpty();
  }

  private send(): void {
    for (const [stream, ids] of this.unconfirmed) void this.inFlight.track(this.acknowledge(stream, ids));
  }

  private async acknowledge(stream: string, ids: Set<string>): Promise<void> {
    if (ids.size === 0) return;
    const batch = [...ids];
    try {
      await Promise.all([
        this.commands.send(['XACK', stream, GROUP, ...batch]),
        this.commands.send(['XDEL', stream, ...batch]),
      ]);
      for (const id of batch) ids.delete(id);
    } catch {
      // They stay in the set and go with the next batch, or when the connection is back.
    }
  }
}
