import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { IdentityApi } from '../../contract';
import { ExpiredRepository } from '../../persistence/expired.repository';

/** Of one run: what is left is of the next one. */
const limit = 10_000;

@Injectable()
export class DeleteExpiredTokens implements Handler<typeof IdentityApi, 'deleteExpiredTokens'> {
  constructor(
    private readonly expired: ExpiredRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(): Promise<{ deleted: number }> {
    return this.work.run(async () => ({ deleted: await this.expired.delete(limit) }));
  }
}
