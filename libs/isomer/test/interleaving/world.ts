import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import { Unavailable } from '../../src/contract/framework-errors';
import { type Forgotten, forgetOperation } from '../../src/event/delivery';
import type { EventDesk } from '../../src/event/event-desk';
import { Lanes } from '../../src/event/lanes';
import { Outbox } from '../../src/event/outbox';
import { type Forget, OutboxSweeper } from '../../src/event/outbox-sweeper';
import { Realignment } from '../../src/event/realignment';
import { Receiver } from '../../src/event/receiver';
import type { Deliver } from '../../src/event/hand-over';
import { Relay } from '../../src/event/relay';
import { Subscribers } from '../../src/event/subscription';
import { UnitOfWork } from '../../src/persistence/unit-of-work';
import { NoteErased, NoteWritten, type Published, served } from '../events-harness';
import type { Handling, Wanted } from './operations';
import type { History, Unit } from './history';
import type { Post } from './post';

type Hold = (keysMeanwhile?: readonly string[]) => Promise<void>;

/** Lets a unit of work be held between its last statement and its commit. */
class HeldOutbox extends Outbox {
  readonly afterWrite = new WeakMap<EntityManager, () => Promise<void>>();
  readonly beforeWrite = new WeakMap<EntityManager, () => void>();

  override async write(transaction: EntityManager): Promise<string[]> {
    this.beforeWrite.get(transaction)?.();
    const waiting = await super.write(transaction);
    await this.afterWrite.get(transaction)?.();
    return waiting;
  }
}

/** Failures before an event is a dead letter: few, so that there are some. */
const maxAttempts = 3;

/** Two replicas of a context that publishes and two of one that handles, which do what they are told and no more. */
export class World {
  private readonly arrivals = new AsyncLocalStorage<{ handling: Handling; hold: Hold }>();
  private outbox!: HeldOutbox;
  private work!: UnitOfWork;
  private write!: (text: string) => Promise<unknown>;
  private lanes!: Lanes[];
  private sweeper!: (forget: Forget) => OutboxSweeper;
  private forget!: Forget;
  replicas!: Deliver[];
  desk!: EventDesk;
  realignment!: Realignment;

  private constructor(private readonly notes: Published) {}

  static async of(notes: Published): Promise<World> {
    const world = new World(notes);
    await world.open();
    return world;
  }

  private async open(): Promise<void> {
    const subscribers = new Subscribers();
    subscribers.add('ledger', [NoteWritten.event.name]);
    this.outbox = new HeldOutbox('notes', [NoteWritten, NoteErased], subscribers);
    const { source } = await this.notes.database.use('notes');
    this.work = new UnitOfWork(source, this.outbox);
    this.write = (text) => this.work.writer.query('INSERT INTO note (text) VALUES ($1)', [text]);
    const other = (await this.notes.database.use('notes')).source;
    this.lanes = [new Lanes(source, 'ledger'), new Lanes(other, 'ledger')];
    this.sweeper = (forget) => new OutboxSweeper('notes', other, 1, () => forget, ['ledger']);
    const receiver = new Receiver('ledger', (await this.notes.database.use('ledger')).work);
    this.forget = served(forgetOperation('ledger'), (forgotten) =>
      receiver.forget(forgotten as Forgotten),
    ) as Forget;
    const handle: Parameters<Published['ledger']>[0] =
      (write, work) =>
      async ({ text }) => {
        const { handling, hold } = this.arrivals.getStore()!;
        if (handling === 'lacks something') throw new Unavailable('it is away');
        await work.run(async () => {
          await write(text);
          if (handling === 'fails') throw new Error('it cannot');
          if (handling === 'hold') await hold();
        });
        if (handling === 'dies') throw new Error('it is gone');
      };
    this.replicas = [await this.notes.ledger(handle), await this.notes.ledger(handle)];
    this.desk = await this.notes.desk();
    const ledger = (await this.notes.database.use('ledger')).source;
    this.realignment = new Realignment('notes', 'ledger', other, ledger);
  }

  /** One unit of work. `end` runs when it holds the locks of its keys. */
  async publish(history: History, events: Wanted[], isRolledBack: boolean, end?: () => Promise<void>) {
    const unit: Unit = history.begin();
    await this.notes.inACall(() =>
      this.work.run(async () => {
        const transaction = this.work.writer;
        this.outbox.beforeWrite.set(transaction, () => history.writes(unit));
        this.outbox.afterWrite.set(transaction, async () => {
          history.holdsItsLocks(unit);
          await end?.();
        });
        for (const { book, isWanted } of events) {
          if (!isWanted) this.work.publish(NoteErased, { book });
          else {
            const text = history.add(unit, book);
            await this.write(text);
            this.work.publish(NoteWritten, { book, text });
          }
        }
        if (isRolledBack) throw new Error('It changed its mind');
      }),
    );
  }

  /** One round of a relay: takes a lane, if one is due, and sends what is in it. */
  async take(replica: number, post: Post): Promise<void> {
    const sent = post.nextLetter();
    const { expiries } = post;
    const relay: Relay = new Relay({
      publisher: 'notes',
      subscriber: 'ledger',
      lanes: this.lanes[replica]!,
      deliver: (delivery) => post.deliver(delivery, expiries, () => over),
      concurrency: 1,
      maxAttempts,
      firstDelayMs: 0,
      laterDelayMs: 0,
    });
    relay.start();
    const over = relay.stop();
    await Promise.race([over, sent]);
  }

  /** A letter comes to a replica of the subscriber. */
  arrive(replica: number, letter: Post['letters'][number], handling: Handling, hold: Hold): Promise<unknown> {
    letter.hasArrived = true;
    return this.arrivals.run({ handling, hold }, async () => {
      letter.answer = await this.notes.inACallOfThePlatform(() => this.replicas[replica]!(letter.delivery));
    });
  }

  /** Deletes what is over; `before` and `after` run around what the subscriber forgets. */
  sweep(before: () => Promise<void>, after: () => Promise<void>): Promise<void> {
    return this.sweeper(async (forgotten) => {
      await before();
      const remembered = await this.forget(forgotten);
      await after();
      return remembered;
    }).sweep();
  }
}
