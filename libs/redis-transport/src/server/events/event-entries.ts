import type { HandleEvent, IncomingEvent } from '../../calls';
import type { DeadLetters } from '../../dead-letters/dead-letters';
import { UndeliverableEvent } from '../../events/undeliverable-event';
import type { Settings } from '../../options';
import { isGroupGone, messageOf } from '../../redis/failures';
import type { Counters } from '../../telemetry/counters';
import { decodeEvent } from '../../wire/event';
import { MalformedEntry, type RawEntry } from '../../wire/fields';
import { prove } from '../../wire/prove';
import type { ContextKeys } from '../../wire/keys';
import type { Acknowledger } from '../acknowledger';
import type { Work } from '../work';
import type { PendingEvents } from './pending-events';
import { retryDelay } from './retry-delay';
import type { RetryQueue, Waiting } from './retry-queue';

/** Wait before a command that Redis did not take is sent again, in milliseconds. */
const REDIS_PAUSE_MS = 1_000;
const LOST = 'the replica that had it was lost before its handler was done, and no attempt is left';

interface EventEntriesOptions {
  keys: ContextKeys;
  settings: Settings;
  counters: Counters;
  handler: HandleEvent;
  pending: PendingEvents;
  work: Work;
  acks: Acknowledger;
  retries: RetryQueue;
  deadLetters: DeadLetters;
}

/**
 * Hands entries of the event stream to the handler, and acknowledges each when that is done with it or when
 * it is a dead letter. What failed stays pending meanwhile, and others go on.
 */
export class EventEntries {
  private readonly open = new Set<string>();

  constructor(private readonly options: EventEntriesOptions) {}

  /** Whether the entry runs, waits, or is done with here. */
  knows(id: string): boolean {
    const { acks, retries } = this.options;
    return this.open.has(id) || retries.has(id) || acks.has(id);
  }

  /** An entry given to this consumer for the first time. */
  take([id, fields]: RawEntry): void {
    const { acks, work } = this.options;
    if (this.knows(id)) return;
    if (!fields) return acks.add(id);
    this.open.add(id);
    work.push(() => this.attempt(id, fields, 1));
  }

  /** An entry whose time has come. Resolves when this attempt is over. */
  retry(waiting: Waiting, waitedMs: number): Promise<void> {
    this.open.add(waiting.id);
    return new Promise((resolve) =>
      this.options.work.push(() => this.fetch(waiting, waitedMs).then(resolve)),
    );
  }

  private async fetch(waiting: Waiting, waitedMs: number): Promise<void> {
    const { pending, retries, settings, acks } = this.options;
    const { id, attempt, lastWords } = waiting;
    const givenUp = lastWords ?? (attempt > settings.eventAttempts ? LOST : undefined);
    const begun = givenUp === undefined ? attempt : attempt - 1;
    try {
      // Whoever took it over since has made it young: half of the wait tells, whatever the clocks did.
      const entry = await pending.claim(id, begun, waitedMs / 2);
      if (entry?.[1] && givenUp === undefined) return await this.attempt(id, entry[1], attempt);
      if (entry?.[1] && givenUp !== undefined) await this.bury(id, entry[1], givenUp, begun);
      else if (entry) acks.add(id);
    } catch (error) {
      // With the group the entry is gone, too.
      if (!isGroupGone(error)) retries.add(waiting, REDIS_PAUSE_MS);
    }
    this.open.delete(id);
  }

  /** Never rejects. */
  private async attempt(id: string, fields: string[], attempt: number): Promise<void> {
    const { settings, keys, acks, counters } = this.options;
    try {
      if (attempt > 1) counters.redelivered.event += 1;
      const from = prove(settings.identity, keys.events, fields)?.service;
      const { group, link, ...read } = decodeEvent(fields);
      const event = from === undefined ? read : { ...read, from };
      if (group === undefined || group === settings.eventGroup) await this.handle(event, link);
      acks.add(id);
    } catch (error) {
      if (error instanceof MalformedEntry) await this.bury(id, fields, messageOf(error), attempt - 1);
      else await this.failed(id, fields, error, attempt);
    }
    this.open.delete(id);
  }

  private handle(event: IncomingEvent, link: string | undefined): Promise<void> {
    const { handler, settings, keys } = this.options;
    const { telemetry } = settings;
    if (!telemetry) return handler(event);
    const { name } = event;
    return telemetry.handle({ kind: 'event', context: keys.context, name, link }, () => handler(event));
  }

  private async failed(id: string, fields: string[], error: unknown, attempt: number): Promise<void> {
    const { settings, keys, retries } = this.options;
    const { eventAttempts, eventBackoffMs, log } = settings;
    const reason = messageOf(error);
    if (attempt >= eventAttempts || error instanceof UndeliverableEvent) {
      return this.bury(id, fields, reason, attempt);
    }
    const delayMs = retryDelay(attempt, eventBackoffMs);
    const again = `again in ${Math.round(delayMs)} ms`;
    log(
      'warn',
      `Attempt ${attempt} of ${eventAttempts} at event ${id} of ${keys.context} failed, ${again}: ${reason}`,
    );
    retries.add({ id, attempt: attempt + 1 }, delayMs);
  }

  private async bury(id: string, fields: string[], reason: string, attempts: number): Promise<void> {
    const { deadLetters, settings, keys, acks, retries } = this.options;
    try {
      await deadLetters.add(keys.events, id, fields, reason, { group: settings.eventGroup, attempts });
      acks.add(id);
    } catch (error) {
      settings.log('warn', `Cannot give up event ${id} of ${keys.context} yet: ${messageOf(error)}`);
      retries.add({ id, attempt: attempts + 1, lastWords: reason }, REDIS_PAUSE_MS);
    }
  }
}
