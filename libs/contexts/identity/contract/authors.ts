import { CallError } from '@isomer/framework';
import type { IdentityApi } from './identity-api';
import type { Profile } from './values';

/**
 * Adds its author to each item: one call for all of them. An author who is gone leaves the item without, and so
 * does an identity that cannot be reached: what was written or read stands without the name.
 */
export async function withAuthors<T extends { authorId: string }>(
  identity: Pick<IdentityApi, 'profiles'>,
  items: readonly T[],
): Promise<(T & { author?: Profile })[]> {
  const ids = [...new Set(items.map(({ authorId }) => authorId))];
  const profiles = ids.length > 0 ? await profilesOf(identity, ids) : [];
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  return items.map((item) => ({ ...item, author: byId.get(item.authorId) }));
}

async function profilesOf(identity: Pick<IdentityApi, 'profiles'>, ids: string[]): Promise<Profile[]> {
  try {
    return (await identity.profiles({ ids })).profiles;
  } catch (error) {
    if (error instanceof CallError && error.retryable) return [];
    throw error;
  }
}
