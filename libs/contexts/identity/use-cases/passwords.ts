import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's first choice: Argon2id, 19 MiB, two passes, one lane. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

@Injectable()
export class Passwords {
  /** Compared with when there is no account, so that the answer takes as long as with one. */
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return hash(password, cost);
  }

  async matches(password: string, stored: string | null | undefined): Promise<boolean> {
    const against = stored ?? (await (this.decoy ??= this.hash('nobody has this password')));
    const same = await verify(against, password);
    return same && typeof stored === 'string';
  }
}
