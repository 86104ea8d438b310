import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdempotencyStore } from './idempotency-store';

/** How often expired results are deleted, in milliseconds. */
const everyMs = 10 * 60 * 1000;

/** Deletes results whose keys nobody can use any more, in every replica: they take turns by row locks. */
@Injectable()
export class IdempotencySweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Idempotency');
  private timer?: NodeJS.Timeout;

  constructor(private readonly store: IdempotencyStore) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), everyMs);
    this.timer.unref();
    void this.sweep();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      while ((await this.store.sweep()) > 0);
    } catch (error) {
      this.log.warn(`Expired results could not be deleted: ${(error as Error).message}`);
    }
  }
}
