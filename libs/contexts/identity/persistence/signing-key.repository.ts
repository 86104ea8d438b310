import { UnitOfWork } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { SigningKeyEntity } from './signing-key.entity';

@Injectable()
export class SigningKeyRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Newest first. */
  all(): Promise<SigningKeyEntity[]> {
    return this.work.reader.find(SigningKeyEntity, { order: { createdAt: 'DESC' } });
  }

  async add(key: SigningKeyEntity): Promise<void> {
    await this.work.writer.insert(SigningKeyEntity, key);
  }
}
