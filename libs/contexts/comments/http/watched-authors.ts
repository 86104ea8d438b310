import { BoundedCache, runAs } from '@isomer/framework/edge';
import { IdentityApi, type Profile } from '@isomer/identity/contract';
import { Injectable } from '@nestjs/common';

/** For how long a profile is known: those who watch are told within moments of each other. */
const keptMs = 2_000;
/** Profiles that are kept, the newest; at most twice as many. */
const kept = 1_000;

type Profiles = Pick<IdentityApi, 'profiles'>;
interface Known {
  until: number;
  profile: Promise<Profile | undefined>;
}

/**
 * Authors of what everybody who watches is told at once: identity is asked once for all of them in this process, not once
 * a reader. Not on behalf of the reader who asks first, with whom it would end.
 */
@Injectable()
export class WatchedAuthors implements Profiles {
  private readonly known = new BoundedCache<Known>(kept);

  constructor(private readonly identity: IdentityApi) {}

  async profiles({ ids }: { ids: string[] }): Promise<{ profiles: Profile[] }> {
    const now = performance.now();
    const known = new Map(ids.map((id) => [id, this.known.get(id)]));
    const missing = ids.filter((id) => !(now < (known.get(id)?.until ?? 0)));
    for (const [id, asked] of this.ask(missing, now + keptMs)) known.set(id, asked);
    const profiles = await Promise.all(ids.map((id) => known.get(id)!.profile));
    return { profiles: profiles.filter((each) => each !== undefined) };
  }

  private ask(ids: string[], until: number): [string, Known][] {
    if (ids.length === 0) return [];
    const asked = runAs({ operation: 'authors of a watched thread' }, () => this.identity.profiles({ ids }));
    return ids.map((id) => {
      const profile = asked.then(({ profiles }) => profiles.find((each) => each.id === id));
      const known: Known = { until, profile };
      this.known.set(id, known);
      // Who asks next asks anew.
      profile.catch(() => (known.until = 0));
      return [id, known];
    });
  }
}
