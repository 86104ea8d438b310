import { Unavailable } from '../../src/contract/framework-errors';
import type { Delivered, Delivery } from '../../src/event/delivery';

/** One delivery that a relay waits for. */
export interface Letter {
  delivery: Delivery;
  /** What came of it when it last arrived. */
  answer?: Delivered;
  hasArrived: boolean;
  /** Unset when the relay has heard, or is gone. */
  sender?: { resolve(answer: Delivered): void; reject(error: Error): void; over: Promise<unknown> };
}

/** What is between relays and subscribers: letters arrive late, again, or never, and so do answers. */
export class Post {
  letters: Letter[] = [];
  private readonly leases = new Map<string, Letter>();
  /** Number up to which each key is known to be done, and noted. */
  private readonly done = new Map<string, bigint>();
  private readonly mistakes: string[] = [];
  expiries = 0;
  private sent: { key?: string; tell: () => void }[] = [];

  /**
   * What relays call.
   * @param since expiries when the lane was taken, or before: if there was one since, it may be another's by now
   */
  deliver(delivery: Delivery, since: number, over: () => Promise<unknown>): Promise<Delivered> {
    return new Promise((resolve, reject) => {
      // A round begins before anybody can say when it is over.
      const sender = { resolve, reject, over: Promise.resolve().then(over) };
      const letter: Letter = { delivery, hasArrived: false, sender };
      const { key, after } = delivery;
      if (this.leases.has(key)) this.mistakes.push(`${key} was taken while another relay had it`);
      if (BigInt(after) < (this.done.get(key) ?? 0n)) this.mistakes.push(`${key} went back to ${after}`);
      if (since === this.expiries) this.leases.set(key, letter);
      this.letters.push(letter);
      const hears = (each: { key?: string }) => each.key === undefined || each.key === key;
      for (const { tell } of this.sent.filter(hears)) tell();
      this.sent = this.sent.filter((each) => !hears(each));
    });
  }

  /** Resolves when the next letter is sent, of `key` if that is given. */
  nextLetter(key?: string): Promise<void> {
    return new Promise((tell) => this.sent.push({ key, tell }));
  }

  /** Resolves when the relay has noted what it heard, or has sent more. */
  async end(letter: Letter, fate: 'arrives' | 'lost' | 'crash' | 'nobody'): Promise<void> {
    const { sender, answer } = letter;
    if (!sender || (fate === 'arrives' && !answer)) return;
    letter.sender = undefined;
    if (fate === 'crash') return;
    const { key } = letter.delivery;
    const isHolder = this.leases.get(key) === letter;
    if (isHolder) this.leases.delete(key);
    // One of another key says nothing of whether this one has been noted.
    const more = this.nextLetter(key);
    if (fate === 'arrives') sender.resolve(answer!);
    else {
      const error = new Unavailable(fate);
      error.mayHaveRun = fate === 'lost';
      if (fate === 'nobody') this.letters = this.letters.filter((each) => each !== letter);
      sender.reject(error);
    }
    const { expiries } = this;
    await Promise.race([sender.over, more]);
    // What was to be noted while it waited for the lane may have come too late.
    if (isHolder && fate === 'arrives' && expiries === this.expiries)
      this.done.set(key, BigInt(answer!.handled));
  }

  /** Whoever took a lane may still say something of it, and is no longer heard. */
  expire(): void {
    this.expiries += 1;
    this.leases.clear();
  }

  /** Nothing is on its way any more, and what is known of the keys may be forgotten. */
  clear(): void {
    this.letters = [];
    this.leases.clear();
    this.done.clear();
  }

  /** @throws Error if two relays had a lane at once, or what was noted of one was lost */
  check(): void {
    if (this.mistakes.length > 0) throw new Error(this.mistakes.join('; '));
  }

  /** The last ones first. */
  pick(which: number, isEligible: (letter: Letter) => boolean = () => true): Letter | undefined {
    const letters = this.letters.filter(isEligible).reverse();
    return letters[which % letters.length];
  }
}
