import type { ControlWriter } from './control-writer';
import type { PendingCall } from './pending-call';

/** How often a reader of a stream shows that it is there, in milliseconds. */
const STILL_HERE_MS = 10_000;

/** Tells replicas how many values the readers of streams have room for. */
export class StreamGrants {
  private shownAt = 0;

  constructor(private readonly control: ControlWriter) {}

  grant(call: PendingCall): void {
    this.write(call.replica, [call]);
  }

  /** From time to time, for all of `calls`: a server lets go of a stream whose reader it has not heard of for long. */
  showReaders(calls: Iterable<PendingCall>): void {
    const now = performance.now();
    if (now - this.shownAt < STILL_HERE_MS) return;
    this.shownAt = now;
    const byReplica = new Map<string | undefined, PendingCall[]>();
    for (const call of calls)
      if (call.values) byReplica.set(call.replica, [...(byReplica.get(call.replica) ?? []), call]);
    for (const [replica, theirs] of byReplica) this.write(replica, theirs);
  }

  private write(replica: string | undefined, calls: readonly PendingCall[]): void {
    const grants = calls.map(({ id, values }) => ({ id, values: values!.room }));
    this.control.grant(replica, grants);
  }
}
