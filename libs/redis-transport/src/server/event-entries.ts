import type { HandleEvent, IncomingEvent } from '../calls';
import type { Settings } from '../options';
import { messageOf } from '../redis/failures';
import { decodeEvent } from '../wire/event';
import type { RawEntry } from '../wire/fields';
import type { ContextKeys } from '../wire/keys';
import type { Acknowledger } from './acknowledger';
import type { Work } from './work';

interface EventEntriesOptions {
  keys: ContextKeys;
  settings: Settings;
  handler: HandleEvent;
  work: Work;
  acks: Acknowledger;
}

/** Hands entries of the event stream to the handler, and acknowledges each when it is done with it. */
export class EventEntries {
  private readonly open = new Set<string>();

  constructor(private readonly options: EventEntriesOptions) {}

  /** An entry given to this consumer; it may come again after a lost connection. */
  take([id, fields]: RawEntry): void {
    const { keys, acks, work } = this.options;
    if (this.open.has(id) || acks.has(keys.events, id)) return;
    const event = this.decode(id, fields);
    if (!event) return acks.add(keys.events, id);
    this.open.add(id);
    work.push(async () => {
      await this.handle(event);
      this.open.delete(id);
      acks.add(keys.events, id);
    });
  }

  private decode(id: string, fields: string[] | null): IncomingEvent | undefined {
    if (!fields) return undefined;
    try {
      return decodeEvent(fields);
    } catch (error) {
      this.options.settings.log(
        'warn',
        `Dropped entry ${id} of ${this.options.keys.events}: ${messageOf(error)}`,
      );
      return undefined;
    }
  }

  private async handle(event: IncomingEvent): Promise<void> {
    const { handler, settings, keys } = this.options;
    try {
      await handler(event);
    } catch (error) {
      settings.log(
        'error',
        `The handler of event ${event.name} of ${keys.context} failed: ${messageOf(error)}`,
      );
    }
  }
}
