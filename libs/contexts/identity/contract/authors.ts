import type { IdentityApi } from './identity-api';
import type { Profile } from './values';

/** Adds its author to each item: one call for all of them. An author who is gone leaves the item without. */
export async function withAuthors<T extends { authorId: string }>(
  identity: Pick<IdentityApi, 'profiles'>,
  items: readonly T[],
): Promise<(T & { author?: Profile })[]> {
  const ids = [...new Set(items.map(({ authorId }) => authorId))];
  const { profiles } = ids.length > 0 ? await identity.profiles({ ids }) : { profiles: [] };
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  return items.map((item) => ({ ...item, author: byId.get(item.authorId) }));
}
