import {
  BoundedCache,
  CallError,
  type Member,
  Unauthenticated,
  runAs,
  sentences,
} from '@isomer/framework/edge';
import { Injectable } from '@nestjs/common';
import { IdentityApi, type Standing } from '../contract';

/** For how long an answer holds: within that a session that has ended can write no more. */
const keptMs = 2_000;
/** Sessions whose answers are kept. */
const kept = 10_000;
/** A request must have time left for what it is about. */
const deadlineMs = 1_000;

/** `standing` is undefined where identity could not be asked. */
interface Answer {
  until: number;
  standing: Promise<Standing | undefined>;
}

/** Whether sessions still live, asked of identity for each request that changes something. */
@Injectable()
export class Standings {
  private readonly answers = new BoundedCache<Answer>(kept);

  constructor(private readonly identity: IdentityApi) {}

  /**
   * A member as identity knows them now. While it cannot be asked, the token stands as it is: that it is away is
   * no reason for everything else to be.
   * @throws Unauthenticated when the session has ended
   */
  async confirmed(member: Member): Promise<Member> {
    // A token of before there were sessions: it is good for minutes.
    if (member.session === undefined) return member;
    const standing = await this.standingOf(member, member.session);
    if (!standing) return member;
    if (!standing.lives) throw new Unauthenticated(sentences.badToken);
    return { ...member, roles: standing.roles };
  }

  private standingOf(member: Member, session: string): Promise<Standing | undefined> {
    const now = performance.now();
    const known = this.answers.get(session);
    if (known && now < known.until) return known.standing;
    const standing = this.ask(member, session).then((found) => {
      // What has ended never lives again.
      if (found && !found.lives) answer.until = Infinity;
      return found;
    });
    const answer: Answer = { until: now + keptMs, standing };
    this.answers.set(session, answer);
    return standing;
  }

  private async ask(member: Member, session: string): Promise<Standing | undefined> {
    try {
      const root = { operation: 'confirm a session', principal: member, deadlineMs };
      return await runAs(root, () => this.identity.standing({ session }));
    } catch (error) {
      if (error instanceof CallError) return undefined;
      throw error;
    }
  }
}
