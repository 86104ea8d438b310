import type { Settings } from '../options';
import type { Connection } from '../redis/connection';
import { failureOf, isErrorReply } from '../redis/failures';
import type { RedisClock } from '../redis/clock';
import type { ContextKeys } from '../wire/keys';
import { CALL_FIELDS, encodeCalls, requestFields, SHARING_VERSION, type WireCall } from '../wire/request';
import { netstrings } from '../identity';
import { WriteTimeBatch } from '../wire/write-time-batch';
import type { PendingCall } from './pending-call';
import type { Presence } from './presence';
import { STREAM_WINDOW } from './stream-values';

/**
 * Calls in one entry at the most. All calls of a turn in one entry would go to one replica and leave the others
 * idle; one call in each would spend most of the time on commands.
 */
const CALLS_PER_ENTRY = 16;

interface RequestWriterOptions {
  keys: ContextKeys;
  commands: Connection;
  settings: Settings;
  address: string;
  clock: RedisClock;
  presence: Presence;
  /** The connection was lost with a call that may have been written. Tells whether it is not to fail of that. */
  onLost: (call: PendingCall) => boolean;
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
    const { body, headers, sharedHeaders = '', repeatable } = call.call;
    const size = body.length + headers.length + sharedHeaders.length;
    (repeatable ? this.repeatable : this.once).add(call, size);
  }

  private batch(repeatable: boolean): WriteTimeBatch<PendingCall> {
    const { keys, settings, commands, address, presence, clock, onLost } = this.options;
    return new WriteTimeBatch({
      // What a replica cannot run at once would wait there while others are free.
      maxItems: () => Math.min(CALLS_PER_ENTRY, presence.leastConcurrency),
      maxBytes: settings.maxBodyBytes,
      encode: (calls) => {
        const wanted = calls.filter((call) => !call.settled);
        const wire = wanted.length > 0 ? wanted.map(toWire) : [nobodyWaits(calls[0]!)];
        return encodeCalls(wire, presence.reads >= SHARING_VERSION);
      },
      write: (append) => {
        const fields = requestFields(settings.id, repeatable, clock.now());
        const { identity } = settings;
        const seal = (calls: string[]) =>
          identity!.sealForContext(keys.context, keys.requests, netstrings([...fields, ...calls]));
        const command = append(['XADD', keys.requests, '*', ...fields], CALL_FIELDS, identity && seal);
        presence.wrote();
        return commands.send(command);
      },
      onFailure: (calls, error) => {
        for (const call of calls) {
          const mayBeWritten = call.sent && !isErrorReply(error);
          if (!mayBeWritten || !onLost(call)) call.fail(failureOf(error, mayBeWritten, address));
        }
      },
    });
  }
}

function toWire(pending: PendingCall): WireCall {
  pending.sent = true;
  const { name, headers, sharedHeaders, body } = pending.call;
  const timeoutMs = Math.max(0, Math.floor(pending.remainingMs));
  const window = pending.values && STREAM_WINDOW;
  const { id, sending } = pending;
  return { id, name, timeoutMs, headers, sharedHeaders, body, window, link: sending?.link };
}

/** The command is on its way, and an entry without a call would be none: one that is over already is not begun. */
function nobodyWaits({ id, call: { name } }: PendingCall): WireCall {
  return { id, name, timeoutMs: 0, headers: '', body: '' };
}
