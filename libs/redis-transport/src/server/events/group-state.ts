import type { RedisClient } from '../../redis/redis-client';
import { isErrorReply } from '../../redis/failures';
import { lesserId, nextId } from '../../wire/entry-id';

/** How far one consumer group of a stream is. */
export interface GroupState {
  name: string;
  /** Everything up to here was given to some consumer of the group. */
  lastDelivered: string;
  /** How many of those are not acknowledged. */
  pending: number;
  /** Everything before this id is acknowledged; this one may not be. */
  needsFrom: string;
}

/** All groups of a stream; none if there is no such stream. */
export async function readGroups(client: RedisClient, stream: string): Promise<GroupState[]> {
  const flat = await infoGroups(client, stream);
  return Promise.all(
    flat.map(async (group) => {
      const valueOf = (field: string) => String(group[group.indexOf(field) + 1]);
      const name = valueOf('name');
      const lastDelivered = valueOf('last-delivered-id');
      const pending = Number(valueOf('pending'));
      // What is given out after this look has a greater id than what was before, so the order of the two
      // questions makes the answer too low at worst.
      const lowest = pending > 0 ? await lowestPending(client, stream, name) : undefined;
      const unread = nextId(lastDelivered);
      return { name, lastDelivered, pending, needsFrom: lowest ? lesserId(lowest, unread) : unread };
    }),
  );
}

async function infoGroups(client: RedisClient, stream: string): Promise<(string | number)[][]> {
  try {
    return await client.sendCommand<(string | number)[][]>(['XINFO', 'GROUPS', stream]);
  } catch (error) {
    if (isErrorReply(error) && /no such key/.test(error.message)) return [];
    throw error;
  }
}

async function lowestPending(
  client: RedisClient,
  stream: string,
  group: string,
): Promise<string | undefined> {
  const [, lowest] = await client.sendCommand<[number, string | null, ...unknown[]]>([
    'XPENDING',
    stream,
    group,
  ]);
  return lowest ?? undefined;
}
