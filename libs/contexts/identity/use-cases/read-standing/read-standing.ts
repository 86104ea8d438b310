import { type Handler, callerId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import type { IdentityApi, Standing } from '../../contract';
import { rolesOf } from '../../domain/roles';
import { AccountRepository } from '../../persistence/account.repository';

@Injectable()
export class ReadStanding implements Handler<typeof IdentityApi, 'standing'> {
  constructor(private readonly accounts: AccountRepository) {}

  async handle({ session }: { session: string }): Promise<Standing> {
    const role = await this.accounts.roleIn(session, callerId());
    return role ? { lives: true, roles: rolesOf(role) } : { lives: false, roles: [] };
  }
}
