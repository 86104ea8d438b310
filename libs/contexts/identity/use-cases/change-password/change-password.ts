import { type Handler, UnitOfWork, callerId, sessionId } from '@isomer/framework';
import { Injectable } from '@nestjs/common';
import { type IdentityApi, type PasswordChangeRequest, WrongPassword } from '../../contract';
import { AccountRepository } from '../../persistence/account.repository';
import { SessionRepository } from '../../persistence/session.repository';
import { LogInAttempts } from '../log-in-attempts';
import { Passwords } from '../passwords';

@Injectable()
export class ChangePassword implements Handler<typeof IdentityApi, 'changePassword'> {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly passwords: Passwords,
    private readonly attempts: LogInAttempts,
    private readonly work: UnitOfWork,
  ) {}

  /** Who has stolen an access token has as many guesses as who logs in. */
  async handle({ password, newPassword, address }: PasswordChangeRequest): Promise<Record<string, never>> {
    const [id, session] = [callerId(), sessionId()];
    const known = await this.accounts.byId(id);
    const attempt = { handle: known?.handle ?? id, address };
    const isRight = await this.attempts.guess(attempt, async () =>
      (await this.passwords.matches(password, known?.passwordHash)) ? true : undefined,
    );
    if (!isRight) throw new WrongPassword();
    const passwordHash = await this.passwords.hash(newPassword);
    return this.work.run(async () => {
      const account = await this.accounts.lock(id);
      // Somebody else has changed it meanwhile.
      if (account?.passwordHash !== known?.passwordHash) throw new WrongPassword();
      await this.attempts.succeeded(attempt);
      await this.accounts.update(id, { passwordHash });
      await this.sessions.endAll(id, session);
      return {};
    });
  }
}
