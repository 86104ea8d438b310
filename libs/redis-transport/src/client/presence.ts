import type { RedisClock } from '../redis/clock';
import type { Connection } from '../redis/connection';
import { messageOf } from '../redis/failures';
import { readAlive } from '../registry';
import type { ContextKeys } from '../wire/keys';
import type { Log } from '../options';

/** How often the registry is looked at, in milliseconds: while all is well, and while somebody waits. */
const CALM_MS = 500;
const EAGER_MS = 50;

interface PresenceOptions {
  keys: ContextKeys;
  commands: Connection;
  clock: RedisClock;
  log: Log;
  /** Called after each look; tells whether to look again soon. */
  onLook: (alive: boolean) => 'calm' | 'eager';
  /** Redis could not be asked. */
  onBlind: (reason: unknown) => void;
}

/** Knows whether anybody serves a context, from heartbeats looked up in the background. */
export class Presence {
  private aliveUntil = 0;
  private timer?: NodeJS.Timeout;
  private looking = false;
  private closed = false;

  constructor(private readonly options: PresenceOptions) {}

  /** Whether a replica has a fresh heartbeat, as of the last look. */
  get alive(): boolean {
    return performance.now() < this.aliveUntil;
  }

  /** Looks now, unless a look is under way. */
  look(): void {
    if (this.looking || this.closed) return;
    clearTimeout(this.timer);
    this.looking = true;
    void this.ask().then((pace) => {
      this.looking = false;
      if (this.closed || pace === 'stop') return;
      this.timer = setTimeout(() => this.look(), pace === 'eager' ? EAGER_MS : CALM_MS);
    });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async ask(): Promise<'calm' | 'eager' | 'stop'> {
    const { commands, clock, keys, log, onLook, onBlind } = this.options;
    try {
      const client = await commands.ready({ withinMs: 1_000, patient: false });
      const [, [freshest]] = await Promise.all([clock.sync(client), readAlive(client, keys)]);
      this.aliveUntil = freshest ? performance.now() + freshest[1] - clock.now() : 0;
      return onLook(this.alive);
    } catch (error) {
      this.aliveUntil = 0;
      // A caller that tries again at once must not keep the event loop from what brings Redis back.
      await new Promise((resolve) => setImmediate(resolve));
      onBlind(error);
      // Without Redis the next call, or the connection's return, asks again.
      if (commands.current === undefined) return 'stop';
      log('warn', `Cannot read who serves ${keys.context}: ${messageOf(error)}`);
      return 'calm';
    }
  }
}
