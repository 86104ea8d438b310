import { type Principal, principalId } from '../contract/principal';
import type { ServiceKeys } from '../service-keys/service-keys';
import { BoundedCache } from './bounded-cache';
import { tokenHeader } from './headers';
import { keptPrincipals, lifetimeS, signToken, subjectOf } from './principal-token';

/** A token is used until half its life is over, so that whoever gets it has the other half to read it. */
const renewedAfterMs = (lifetimeS * 1_000) / 2;

interface Issued {
  token: string;
  /** The token as headers begin with it: one text, so that calls with the same are found without comparing. */
  header: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Signs, for one context, on whose behalf this process calls it. */
export class PrincipalSigner {
  private readonly issued = new BoundedCache<Issued>(keptPrincipals);

  constructor(
    private readonly keys: ServiceKeys,
    private readonly audience: string,
    private readonly now: () => number = Date.now,
  ) {}

  tokenFor(principal: Principal): string {
    return this.issuedFor(principal).token;
  }

  /** What the headers of calls on behalf of `principal` begin with. */
  headerFor(principal: Principal): string {
    return this.issuedFor(principal).header;
  }

  /** Under a microsecond, or 0.05 ms for a principal that was not seen for half a minute. */
  private issuedFor(principal: Principal): Issued {
    const who = keyOf(principal);
    const now = this.now();
    const known = this.issued.get(who);
    // A clock that was set back would otherwise use a token of the future for as long as that was.
    if (known && now >= known.at && now < known.at + renewedAfterMs) return known;
    const { name, signing } = this.keys;
    const iat = Math.floor(now / 1_000);
    const times = { iat, exp: iat + lifetimeS };
    const token = signToken({ iss: name, aud: this.audience, ...subjectOf(principal), ...times }, signing);
    const issued = { token, header: tokenHeader(token), at: now };
    this.issued.set(who, issued);
    return issued;
  }
}

/** One text for all that a token says of a principal. */
function keyOf(principal: Principal): string {
  const id = principalId(principal);
  if (principal.kind !== 'member' || (!principal.roles && !principal.session)) return id;
  return `${id} ${principal.session} ${principal.roles?.join(' ')}`;
}
