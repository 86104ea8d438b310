import { ResourceExhausted, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { networkOf } from '../domain/networks';
import { FailedLogInRepository } from '../persistence/failed-log-in.repository';

export interface Attempt {
  handle: string;
  /** Where it comes from. Without it nothing is counted: to count by the handle alone would let anybody lock its owner out. */
  address?: string;
}

const noMore = () => undefined;

/** Makes guessers of passwords wait, in all replicas. */
@Injectable()
export class LogInAttempts {
  /** When the last of those that wait is over, by network and handle. */
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    private readonly failures: FailedLogInRepository,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Resolves with what `check` does if a password is right. Those for one handle from one network are looked at one after the other: of
   * many guesses that come at once, those after the fifth wait like any.
   * @throws ResourceExhausted when it is not yet time to try again
   */
  async guess<T>(attempt: Attempt, check: () => Promise<T | undefined>): Promise<T | undefined> {
    const { handle, address } = attempt;
    if (address === undefined) return check();
    const network = networkOf(address);
    return this.inTurn(`${network} ${handle}`, async () => {
      await this.assertAllowed(network, handle);
      const found = await check();
      // A unit of work of its own, because what follows is an error.
      if (found === undefined) await this.work.run(() => this.failures.add(network, handle));
      return found;
    });
  }

  private async assertAllowed(network: string, handle: string): Promise<void> {
    const retryAfterMs = await this.failures.blockedMs(network, handle);
    if (retryAfterMs > 0)
      throw new ResourceExhausted('Too many wrong passwords came from where you are: wait, then try again', {
        retryAfterMs,
      });
  }

  private async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    const over = mine.then(noMore, noMore);
    this.turns.set(key, over);
    try {
      return await mine;
    } finally {
      if (this.turns.get(key) === over) this.turns.delete(key);
    }
  }

  /** Part of a unit of work. */
  async succeeded({ handle, address }: Attempt): Promise<void> {
    if (address !== undefined) await this.failures.forget(networkOf(address), handle);
  }
}
