import { type Handler, UnitOfWork } from '@isomer/framework';
import { newId } from '@isomer/kernel';
import { Injectable } from '@nestjs/common';
import { type Credentials, Handle, type IdentityApi, type Tokens, WrongCredentials } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';
import { IssueTokens } from '../issue-tokens';
import { Passwords } from '../passwords';
import { SigningKeys } from '../signing-keys';

@Injectable()
export class LogIn implements Handler<typeof IdentityApi, 'logIn'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly keys: SigningKeys,
    private readonly issue: IssueTokens,
    private readonly work: UnitOfWork,
  ) {}

  async handle({ handle, password }: Credentials): Promise<Tokens> {
    // What cannot be a handle is nobody's, and is no text that a database must take.
    const account = Handle.safeParse(handle).success ? await this.accounts.byHandle(handle) : null;
    const matches = await this.passwords.matches(password, account?.passwordHash);
    if (!account || !matches) throw new WrongCredentials();
    const key = await this.keys.signing();
    return this.work.run(() => this.issue.to(account.id, newId(), key, new Date()));
  }
}
