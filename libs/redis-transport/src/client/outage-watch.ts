import type { Connection } from '../redis/connection';

/** How long calls in flight outlast a lost connection, in milliseconds. */
const OUTAGE_MS = 1_000;

interface OutageWatchOptions {
  commands: Connection;
  /** Changes when Redis restarts or another node takes its place. */
  runId: () => string;
  onLost: () => void;
  /** It has lasted too long for what is under way. */
  onLasting: () => void;
  /** @param restarted what Redis holds is not what it held before */
  onBack: (restarted: boolean) => void;
}

/** Follows how Redis goes away and comes back. */
export class OutageWatch {
  private timer?: NodeJS.Timeout;
  private runId: string;

  constructor({ commands, runId, onLost, onLasting, onBack }: OutageWatchOptions) {
    this.runId = runId();
    commands.onDown(() => {
      onLost();
      clearTimeout(this.timer);
      this.timer = setTimeout(onLasting, OUTAGE_MS);
    });
    commands.onUp(() => {
      clearTimeout(this.timer);
      const before = this.runId;
      this.runId = runId();
      onBack(this.runId !== before);
    });
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
