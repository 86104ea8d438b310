import type { ConnectionStatus } from '../options';

/** Makes the statuses of several connections one: lost with the first of them, connected with the last. */
export class StatusOfAll {
  private readonly lost = new Set<object>();
  private last?: ConnectionStatus;

  constructor(private readonly onStatus: (status: ConnectionStatus) => void) {}

  /** The listener for one more connection, which counts from its first success on. */
  forOne(): (status: ConnectionStatus) => void {
    const connection = {};
    return (status) => {
      if (status === 'reconnecting') return this.onStatus(status);
      if (status === 'disconnected') this.lost.add(connection);
      else this.lost.delete(connection);
      const all = this.lost.size === 0 ? 'connected' : 'disconnected';
      if (all !== this.last) this.onStatus((this.last = all));
    };
  }
}
