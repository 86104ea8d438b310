import { type Handler, UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { CommentsApi } from '../../contract';
import { keptSince } from '../../domain/retention';
import { HiddenTextRepository } from '../../persistence/hidden-text.repository';

/** Of one run: what is left is of the next one. */
const limit = 10_000;

@Injectable()
export class PurgeHidden implements Handler<typeof CommentsApi, 'purgeHidden'> {
  constructor(
    private readonly texts: HiddenTextRepository,
    private readonly work: UnitOfWork,
  ) {}

  handle(): Promise<{ purged: number }> {
    return this.work.run(async () => ({ purged: await this.texts.purge(keptSince(new Date()), limit) }));
  }
}
