import type { Settings } from '../options';
import type { Connection } from '../redis/connection';
import { failureOf, isErrorReply } from '../redis/failures';
import type { ContextKeys } from '../wire/keys';
import { encodeCalls, requestFields, type WireCall } from '../wire/request';
import { WriteTimeBatch } from '../wire/write-time-batch';
import type { PendingCall } from './pending-call';

/**
 * Calls in one entry. All calls of a turn in one entry would go to one replica and leave the others idle;
 * one call in each would spend most of the time on commands.
 */
const CALLS_PER_ENTRY = 16;

interface RequestWriterOptions {
  keys: ContextKeys;
  commands: Connection;
  settings: Settings;
  address: string;
}

/** Adds calls to the request stream, several in an entry where they come in one turn of the event loop. */
export class RequestWriter {
  /** Apart, because an entry as a whole may be started again or not. */
  private readonly repeatable: WriteTimeBatch<PendingCall>;
  private readonly once: WriteTimeBatch<PendingCall>;

  constructor(private readonly options: RequestWriterOptions) {
    this.repeatable = this.batch(true);
    this.once = this.batch(false);
  }

  send(call: PendingCall): void {
    const { body, headers, repeatable } = call.call;
    (repeatable ? this.repeatable : this.once).add(call, body.length + headers.length);
  }

  private batch(repeatable: boolean): WriteTimeBatch<PendingCall> {
    const { keys, settings, commands, address } = this.options;
    return new WriteTimeBatch({
      maxItems: CALLS_PER_ENTRY,
      maxBytes: settings.maxBodyBytes,
      encode: (calls) => encodeCalls(calls.filter((call) => !call.settled).map(toWire)),
      write: (append) => {
        const command = append(['XADD', keys.requests, '*', ...requestFields(settings.id, repeatable)]);
        return commands.send(command);
      },
      onFailure: (calls, error) => {
        for (const call of calls) call.fail(failureOf(error, call.sent && !isErrorReply(error), address));
      },
    });
  }
}

function toWire(pending: PendingCall): WireCall {
  pending.sent = true;
  const { name, headers, body } = pending.call;
  return { id: pending.id, name, timeoutMs: Math.max(0, Math.floor(pending.remainingMs)), headers, body };
}
