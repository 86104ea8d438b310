import type { Handler } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { IdentityApi, PublicKey } from '../../contract';
import { SigningKeys } from '../signing-keys';

@Injectable()
export class ListPublicKeys implements Handler<typeof IdentityApi, 'publicKeys'> {
  constructor(private readonly keys: SigningKeys) {}

  async handle(): Promise<{ keys: PublicKey[] }> {
    return { keys: await this.keys.publicKeys() };
  }
}
