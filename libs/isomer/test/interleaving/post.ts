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
  private sent: (() => void)[] = [];

  /** What relays call. */
  deliver(delivery: Delivery, over: () => Promise<unknown>): Promise<Delivered> {
    return new Promise((resolve, reject) => {
      // A round begins before anybody can say when it is over.
      const sender = { resolve, reject, over: Promise.resolve().then(over) };
      this.letters.push({ delivery, hasArrived: false, sender });
      for (const tell of this.sent.splice(0)) tell();
    });
  }

  /** Resolves when the next letter is sent. */
  nextLetter(): Promise<void> {
    return new Promise((resolve) => this.sent.push(resolve));
  }

  /** Resolves when the relay has noted what it heard, or has sent more. */
  async end(letter: Letter, fate: 'arrives' | 'lost' | 'crash' | 'nobody'): Promise<void> {
    const { sender, answer } = letter;
    if (!sender || (fate === 'arrives' && !answer)) return;
    letter.sender = undefined;
    if (fate === 'crash') return;
    const more = this.nextLetter();
    if (fate === 'arrives') sender.resolve(answer!);
    else {
      const error = new Unavailable(fate);
      error.mayHaveRun = fate === 'lost';
      if (fate === 'nobody') this.letters = this.letters.filter((each) => each !== letter);
      sender.reject(error);
    }
    await Promise.race([sender.over, more]);
  }

  /** The last ones first. */
  pick(which: number, isEligible: (letter: Letter) => boolean = () => true): Letter | undefined {
    const letters = this.letters.filter(isEligible).reverse();
    return letters[which % letters.length];
  }
}
