import type { ConnectionStatus } from '../options';

export type StatusEvents = Record<ConnectionStatus, () => void>;

/** Callbacks of Nest's `on`, which may be given before there is a connection. */
export class StatusListeners {
  private readonly listeners: [event: ConnectionStatus, callback: () => void][] = [];

  add(event: ConnectionStatus, callback: () => void): void {
    this.listeners.push([event, callback]);
  }

  notify(status: ConnectionStatus): void {
    for (const [event, callback] of this.listeners) if (event === status) callback();
  }
}
