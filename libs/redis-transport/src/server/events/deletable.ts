import type { RedisClient } from '../../redis/redis-client';
import { compareIds, lesserId } from '../../wire/entry-id';
import type { GroupState } from './group-state';

const IDS_PER_PAGE = 1_000;
/** Bound of one look; beyond it nothing is deleted this time. */
const PAGES = 20;

interface Question {
  client: RedisClient;
  stream: string;
  groups: GroupState[];
  /** Ids that one group at least has acknowledged. */
  candidates: ReadonlySet<string>;
}

/**
 * Which of `candidates` no group needs any more, though an older event is still needed: one that fails for
 * half a minute must not keep all that come after it.
 */
export async function deletable({ client, stream, groups, candidates }: Question): Promise<string[]> {
  const horizon = groups.map(({ lastDelivered }) => lastDelivered).reduce(lesserId, '18446744073709551615-0');
  const given = [...candidates].filter((id) => compareIds(id, horizon) <= 0).sort(compareIds);
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return [];
  const needed = new Set<string>();
  let upTo = last;
  for (const { name } of groups) {
    upTo = lesserId(upTo, await readPending(client, stream, name, { first, last }, needed));
  }
  return given.filter((id) => !needed.has(id) && compareIds(id, upTo) <= 0);
}

/** Adds what `group` has not acknowledged to `into`. Returns up to where that is complete. */
async function readPending(
  client: RedisClient,
  stream: string,
  group: string,
  { first, last }: { first: string; last: string },
  into: Set<string>,
): Promise<string> {
  let from = first;
  for (let page = 0; page < PAGES; page++) {
    const command = ['XPENDING', stream, group, from, last, String(IDS_PER_PAGE)];
    const pending = await client.sendCommand<[id: string, ...unknown[]][]>(command);
    for (const [id] of pending) into.add(id);
    if (pending.length < IDS_PER_PAGE) return last;
    from = `(${pending.at(-1)?.[0]}`;
  }
  return from.slice(1);
}
