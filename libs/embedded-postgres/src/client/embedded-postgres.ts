import type { Socket } from 'node:net';
import { connectionStringOf, type PostgresConnection } from '../connection';
import { send } from '../protocol';

const LONGEST_STOP_MS = 90_000;

/** A running database and our claim on it, which lasts until `close` or the end of this process. */
export class EmbeddedPostgres {
  readonly connectionString: string;
  private lost: string | undefined;
  private closing = false;
  private readonly listeners = new Set<(reason: string) => void>();

  constructor(
    private readonly socket: Socket,
    readonly connection: PostgresConnection,
    readonly supervisorPid: number,
    /** True if this call started the database, false if it was running. */
    readonly startedHere: boolean,
  ) {
    this.connectionString = connectionStringOf(connection);
    socket.unref(); // using the database is no reason to stay alive
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      if (this.closing) return;
      this.lost = `the database's supervisor (process ${supervisorPid}) is gone; open the database again`;
      for (const listener of this.listeners) listener(this.lost);
    });
    if (socket.destroyed) socket.emit('close', false);
  }

  /** Calls back, once, if the supervisor goes away before `close`; at once if it already has. */
  onLost(listener: (reason: string) => void): void {
    if (this.lost === undefined) this.listeners.add(listener);
    else queueMicrotask(() => listener(this.lost!));
  }

  /**
   * Gives up the claim; the last one out stops the database, a grace later, in the supervisor. With `untilStopped`
   * there is no grace and the promise waits for the stop, unless others use the database: for the first process of
   * a container, whose end kills everything else.
   */
  async close({ untilStopped = false }: { untilStopped?: boolean } = {}): Promise<void> {
    if (this.closing || this.socket.destroyed) return;
    this.closing = true;
    if (!untilStopped) return void this.socket.end();
    this.socket.ref();
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.setTimeout(LONGEST_STOP_MS, () => this.socket.destroy());
    send(this.socket, { type: 'leave' });
    await closed;
  }
}
