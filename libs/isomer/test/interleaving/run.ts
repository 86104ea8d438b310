import { deepStrictEqual } from 'node:assert/strict';
import type { Published } from '../events-harness';
import { Backup } from './backup';
import { History } from './history';
import type { Operation } from './operations';
import { Post } from './post';
import { Tasks } from './tasks';
import type { World } from './world';

const books = ['red', 'blue', 'green'];
/** Rounds until nothing waits any more, however much went wrong before. */
const mostRounds = 200;
/** More would need more connections than a replica has. */
const mostHeld = 4;

/** One run of operations, from empty tables to empty tables. */
export class Run {
  private readonly history = new History();
  private readonly post = new Post();
  private readonly tasks = new Tasks();
  private readonly ledger: Backup;
  private isRestored = false;

  constructor(
    private readonly world: World,
    private readonly notes: Published,
  ) {
    this.ledger = new Backup(notes.database.admin, 'ledger');
  }

  async do(operation: Operation): Promise<void> {
    const { world, post, tasks, history } = this;
    switch (operation.op) {
      case 'publish': {
        const { events, end } = operation;
        const isHeld = end === 'hold' && tasks.held.length < mostHeld;
        const keys = [...new Set(events.map(({ book }) => book))];
        return tasks.start(keys, (hold) =>
          world.publish(history, events, end === 'rollback', isHeld ? () => hold() : undefined),
        );
      }
      case 'release':
        return tasks.release(operation.which, operation.isBroken);
      case 'take':
        return world.take(operation.replica, post);
      case 'arrive': {
        const letter = post.pick(operation.which);
        if (!letter) return;
        const { replica, handler } = operation;
        const handling = handler === 'hold' && tasks.held.length >= mostHeld ? 'succeeds' : handler;
        return tasks.start([letter.delivery.key], (hold) => world.arrive(replica, letter, handling, hold));
      }
      case 'answer': {
        const { which, fate } = operation;
        const letter = post.pick(which, ({ sender, answer }) => !!sender && (fate !== 'arrives' || !!answer));
        return letter && tasks.start([letter.delivery.key], () => post.end(letter, fate));
      }
      case 'refuse': {
        const letter = post.pick(operation.which, ({ hasArrived }) => !hasArrived);
        return letter && tasks.start([letter.delivery.key], () => post.end(letter, 'nobody'));
      }
      case 'round':
        return tasks.start(books, () => this.round(operation.replica));
      case 'overlap':
        return tasks.start(books, () => this.overlap(operation.isOvertaken, operation.isLost));
      case 'expire':
        return this.expire();
      case 'age':
        return this.age();
      case 'backUp':
        // What is handled after that, and is old enough to be deleted at once, is not there to be delivered again.
        return (await this.isOldWaiting()) ? undefined : this.ledger.backUp();
      case 'restore':
        return this.restore();
      case 'sweep': {
        if (operation.isAllOver) await this.settle();
        if (operation.isAllOver) await this.age();
        const pause = tasks.held.length < mostHeld ? operation.pause : 'never';
        // While it is held it has locked nothing.
        return tasks.start(books, (hold) =>
          world.sweep(
            async () => void (pause === 'before' && (await hold([]))),
            async () => void (pause === 'after' && (await hold([]))),
          ),
        );
      }
      case 'settle':
        return this.settle();
      case 'decide':
        return tasks.start(books, () => this.decide(operation.isSkipped));
    }
  }

  /** Lets all of it end well, and sees that it has, to empty tables. */
  async end(): Promise<void> {
    await this.settle();
    await this.age();
    const unhindered = async () => undefined;
    await this.world.sweep(unhindered, unhindered);
    deepStrictEqual(await this.kept(), { outbox: 0, outbox_lane: 0, inbox: 0 }, 'Rows that nobody needs');
  }

  /** All that was committed is handled. */
  private async settle(): Promise<void> {
    await this.tasks.drain();
    this.post.letters = [];
    await this.realign();
    for (let round = 0; (await this.waiting()) > 0; round++) {
      if (round === mostRounds) throw new Error(`${await this.waiting()} lanes wait after ${round} rounds`);
      await this.expire();
      await this.world.desk.retry();
      await this.round(round % 2);
    }
    await this.check();
  }

  /** A relay takes a lane, and what it sends is handled and answered. */
  private async round(replica: number): Promise<void> {
    const { world, post } = this;
    const before = new Set(post.letters);
    await world.take(replica, post);
    for (;;) {
      const letter = post.letters.find((each) => !before.has(each) && each.sender);
      if (!letter) return;
      await world.arrive(replica, letter, 'succeeds', async () => undefined).catch(() => undefined);
      await post.end(letter, letter.answer ? 'arrives' : 'lost');
    }
  }

  private async overlap(isOvertaken: boolean, isLost: boolean): Promise<void> {
    const { world, post } = this;
    const before = new Set(post.letters);
    await world.take(0, post);
    const letter = post.letters.find((each) => !before.has(each));
    if (!letter) return;
    await world.arrive(0, letter, 'succeeds', async () => undefined).catch(() => undefined);
    const { key: book } = letter.delivery;
    await world.publish(this.history, [{ book, isWanted: true }], false);
    if (isOvertaken) {
      await this.expire();
      for (let i = 0; i < books.length; i++) await this.round(1);
    }
    await post.end(letter, isLost ? 'lost' : 'arrives');
  }

  private async expire(): Promise<void> {
    this.post.expire();
    await this.admin(`UPDATE notes.outbox_lane l SET due_at = now() FROM (
      SELECT ctid FROM notes.outbox_lane WHERE due_at > now() FOR UPDATE SKIP LOCKED
    ) AS leased WHERE l.ctid = leased.ctid`);
  }

  /** Whoever had sent something has given up, no copy is on its way any more, and all rows are two hours old. */
  private async age(): Promise<void> {
    await this.tasks.drain();
    this.post.clear();
    await this.expire();
    // Events since then may be deleted now; so somebody has realigned by then.
    await this.realign();
    this.ledger.forget();
    await this.notes.age();
    await this.check(false);
  }

  private async restore(): Promise<void> {
    await this.tasks.drain();
    this.post.clear();
    if (!(await this.ledger.restore())) return;
    this.isRestored = true;
    for (const book of books) {
      await this.world.publish(this.history, [{ book, isWanted: true }], false);
      await this.round(0);
    }
  }

  private async isOldWaiting(): Promise<boolean> {
    const { rowCount } = await this.notes.database.admin.query(
      `SELECT FROM notes.outbox o JOIN notes.outbox_lane l USING (key)
       WHERE o.published_at < now() - interval '1 hour' AND o.seq > greatest(l.done, l.skipped)`,
    );
    return rowCount !== 0;
  }

  /** As a person does who has restored one of two databases. */
  private async realign(): Promise<void> {
    if (!this.isRestored) return;
    await this.world.realignment.run();
    this.post.clear();
    this.isRestored = false;
  }

  private async decide(isSkipped: boolean): Promise<void> {
    const { desk } = this.world;
    if (!isSkipped) return void (await desk.retry());
    const [letter] = await desk.deadLetters(1);
    if (!letter) return;
    // It may have been handled, if its answer was lost.
    this.history.skipped.add((JSON.parse(letter.payload) as { text: string }).text);
    await desk.skip({ subscriber: 'ledger', seq: letter.id.split('/')[1]! });
  }

  private async check(isOver = true): Promise<void> {
    this.post.check();
    const { database } = this.notes;
    this.history.check(await database.texts('notes'), await database.texts('ledger'), isOver);
  }

  private async waiting(): Promise<number> {
    const rows = await this.admin('SELECT FROM notes.outbox_lane WHERE due_at IS NOT NULL OR parked');
    return rows.rowCount!;
  }

  private async kept(): Promise<Record<string, number>> {
    const { rows } = await this.admin(`SELECT (SELECT count(*)::int FROM notes.outbox) AS outbox,
      (SELECT count(*)::int FROM notes.outbox_lane) AS outbox_lane, (SELECT count(*)::int FROM ledger.inbox) AS inbox`);
    return { ...(rows[0] as Record<string, number>) };
  }

  private admin(statement: string) {
    return this.notes.database.admin.query(statement);
  }
}
