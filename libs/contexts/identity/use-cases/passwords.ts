import { Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { BoundedTurns } from './bounded-turns';

/** OWASP's first choice: Argon2id, 19 MiB, two passes, one lane. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Nobody's password has this digest; to find that out takes as long as with one that somebody has. */
const decoy = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * Work on passwords takes a thread of libuv's four for tens of milliseconds. Files and the look-up of names need them too,
 * so it gets two; who would wait for longer than a call may take is told so at once.
 */
const bounds = { atOnce: 2, waiting: 64 };

@Injectable()
export class Passwords {
  private readonly turns = new BoundedTurns(
    bounds,
    'Too many passwords are being checked at the moment; try again',
  );

  /** @throws ResourceExhausted */
  hash(password: string): Promise<string> {
    return this.turns.run(() => hash(password, cost));
  }

  /** Takes as long without a stored one. @throws ResourceExhausted */
  async matches(password: string, stored: string | null | undefined): Promise<boolean> {
    const same = await this.turns.run(() => verify(stored ?? decoy, password));
    return same && typeof stored === 'string';
  }
}
