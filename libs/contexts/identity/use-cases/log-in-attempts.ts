import { ResourceExhausted, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { networkOf } from '../domain/networks';
import { FailedLogInRepository } from '../persistence/failed-log-in.repository';

export interface Attempt {
  handle: string;
  /** Where it comes from. Without it nothing is counted: to count by the handle alone would let anybody lock its owner out. */
  address?: string;
}

/** Makes guessers of passwords wait, in all replicas. */
@Injectable()
export class LogInAttempts {
  constructor(
    private readonly failures: FailedLogInRepository,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws ResourceExhausted when it is not yet time to try again */
  async assertAllowed({ handle, address }: Attempt): Promise<void> {
    if (address === undefined) return;
    const retryAfterMs = await this.failures.blockedMs(networkOf(address), handle);
    if (retryAfterMs > 0)
      throw new ResourceExhausted('Too many wrong passwords came from where you are: wait, then try again', {
        retryAfterMs,
      });
  }

  /** A unit of work of its own, because what follows is an error. */
  async failed({ handle, address }: Attempt): Promise<void> {
    if (address === undefined) return;
    await this.work.run(() => this.failures.add(networkOf(address), handle));
  }

  /** Part of a unit of work. */
  async succeeded({ handle, address }: Attempt): Promise<void> {
    if (address !== undefined) await this.failures.forget(networkOf(address), handle);
  }
}
