import { z } from 'zod';
import { runAs } from '../src/call/call-context';
import { Operation } from '../src/call/operation';
import { localCall } from '../src/call/local-call';
import { ServedCall } from '../src/call/served-call';
import { until } from '../testing/until';
import type { Invoke } from '../src/contract/contract';
import { event } from '../src/contract/event';
import { type Delivery, type Forgotten, deliverOperation, forgetOperation } from '../src/event/delivery';
import { EventDesk } from '../src/event/event-desk';
import { Lanes } from '../src/event/lanes';
import { Outbox } from '../src/event/outbox';
import { type Forget, OutboxSweeper } from '../src/event/outbox-sweeper';
import { Receiver } from '../src/event/receiver';
import type { Deliver } from '../src/event/hand-over';
import { Relay, type RelayOptions } from '../src/event/relay';
import { Subscribers } from '../src/event/subscription';
import { UnitOfWork } from '../src/persistence/unit-of-work';
import { NotesDatabase } from './notes-context';

export class NoteWritten extends event('notes.written', {
  version: 1,
  schema: z.object({ book: z.string(), text: z.string() }),
  key: ({ book }) => book,
}) {}

export class NoteErased extends event('notes.erased', {
  version: 1,
  schema: z.object({ book: z.string() }),
  key: ({ book }) => book,
}) {}

export type Handle = (payload: NoteWritten, id: string) => Promise<void>;

/** Notes, which publish, and a ledger that writes down what it hears of them. Both may run many times at once. */
export class Published {
  private readonly relays: Relay[] = [];
  private closeOpened!: () => Promise<void>;
  database!: NotesDatabase;
  work!: UnitOfWork;

  /** For the tests of one file: a database of its own, cleared before each. */
  static forSuite(): Published {
    const notes = new Published();
    beforeAll(() => notes.open());
    beforeEach(() => notes.database.clear());
    afterEach(() => notes.stop());
    afterAll(() => notes.database.close());
    return notes;
  }

  private async open(): Promise<void> {
    this.database = await NotesDatabase.open('notes', 'ledger');
    const { source } = await this.database.use('notes');
    const subscribers = new Subscribers();
    subscribers.add('ledger', [NoteWritten.event.name]);
    this.work = new UnitOfWork(source, new Outbox('notes', [NoteWritten, NoteErased], subscribers));
    this.closeOpened = this.database.mark();
  }

  /** Publishes one event in a unit of work of its own. */
  publish(text: string, book = 'red'): Promise<void> {
    return this.inACall(() => this.work.run(async () => this.work.publish(NoteWritten, { book, text })));
  }

  inACall<T>(work: () => Promise<T>): Promise<T> {
    return runAs({ operation: 'test' }, work);
  }

  inACallOfThePlatform<T>(work: () => Promise<T>): Promise<T> {
    return runAs({ operation: 'test', principal: { kind: 'system', name: 'events' } }, work);
  }

  /** One replica of the ledger: a receiver, whose handler writes the text of each event unless `handle` does otherwise. */
  async ledger(
    handle?: (write: (text: string) => Promise<unknown>, work: UnitOfWork) => Handle,
  ): Promise<Deliver> {
    const { work, write } = await this.database.use('ledger');
    const receiver = new Receiver('ledger', work);
    const one: Handle =
      handle?.(write, work) ?? ((payload) => work.run(async () => void (await write(payload.text))));
    receiver.handle(NoteWritten.event, {
      handle: (payload, { id }) => one(payload as NoteWritten, id),
    });
    return served(deliverOperation('ledger'), (delivery) =>
      receiver.receive(delivery as Delivery),
    ) as Deliver;
  }

  /** Makes what was published so far older than it need be kept. */
  async age(): Promise<void> {
    await this.database.admin.query(`UPDATE notes.outbox SET published_at = now() - interval '2 hours';
      UPDATE ledger.inbox SET handled_at = now() - interval '2 hours'`);
  }

  /** Deletes what is over and old. `after` runs when the subscriber has forgotten. */
  async sweep(after?: () => Promise<void>): Promise<void> {
    await (await this.sweeper(after)).sweep();
  }

  async sweeper(after: () => Promise<void> = async () => undefined): Promise<OutboxSweeper> {
    const { source } = await this.database.use('notes');
    const { work } = await this.database.use('ledger');
    const receiver = new Receiver('ledger', work);
    const forget = served(forgetOperation('ledger'), async (forgotten) => {
      const remembered = await receiver.forget(forgotten as Forgotten);
      await after();
      return remembered;
    }) as Forget;
    return new OutboxSweeper('notes', source, 1, () => forget, ['ledger']);
  }

  /** One replica of the relay. Starts at once. */
  async relay(deliver: Deliver, options: Partial<RelayOptions> = {}): Promise<Relay> {
    const { source } = await this.database.use('notes');
    const lanes = new Lanes(source, 'ledger');
    const relay = new Relay({
      publisher: 'notes',
      subscriber: 'ledger',
      lanes,
      deliver,
      pollMs: 20,
      firstDelayMs: 5,
      ...options,
    });
    this.relays.push(relay);
    relay.start();
    return relay;
  }

  async stop(): Promise<void> {
    await Promise.all(this.relays.splice(0).map((relay) => relay.stop()));
    await this.closeOpened();
  }

  /** Resolves when the ledger says this and nothing else. */
  async heard(...texts: string[]): Promise<void> {
    const said = async () => (await this.database.texts('ledger')).join();
    await until(async () => (await said()) === texts.join(), `the ledger saying ${texts.join()}`).catch(
      async (error: Error) => {
        throw new Error(`${error.message}; it says ${await said()}`);
      },
    );
  }

  /** Resolves when all lanes are done. */
  async settled(): Promise<void> {
    const waiting = 'SELECT FROM notes.outbox_lane WHERE due_at IS NOT NULL OR parked';
    await until(
      async () => (await this.database.admin.query(waiting)).rowCount === 0,
      'all lanes being done',
    );
  }

  /** What a person sees and decides. */
  async desk(): Promise<EventDesk> {
    return new EventDesk('notes', (await this.database.use('notes')).source);
  }

  async lane(book = 'red'): Promise<LaneRow | undefined> {
    const { rows } = await this.database.admin.query<LaneRow>(
      'SELECT done, ticket, due_at, attempts, parked, error FROM notes.outbox_lane WHERE key = $1',
      [book],
    );
    return rows[0];
  }
}

export function served(operation: Operation, handle: (input: unknown) => Promise<unknown>): Invoke {
  return localCall(new ServedCall(operation, { handle }, undefined), true);
}

export interface LaneRow {
  done: string;
  ticket: string;
  due_at: Date | null;
  attempts: number;
  parked: boolean;
  error: string | null;
}
