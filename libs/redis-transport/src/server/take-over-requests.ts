import type { Settings } from '../options';
import type { RedisClient } from '../redis/redis-client';
import type { RawEntry } from '../wire/fields';
import { GROUP } from '../wire/keys';
import type { Page } from './reaper';

interface Question {
  client: RedisClient;
  stream: string;
  /** Who is dead. */
  consumer: string;
  count: number;
  settings: Settings;
}

/** Puts entries of a dead consumer into this one's name, and hands them on. */
export async function takeOverRequests(
  { client, stream, consumer, count, settings }: Question,
  onEntry: (entry: RawEntry) => void,
): Promise<Page> {
  const pending = await client.sendCommand<[id: string, ...unknown[]][]>([
    ...['XPENDING', stream, GROUP, '-', '+', String(count), consumer],
  ]);
  if (pending.length === 0) return { found: 0, taken: 0 };
  // Claiming makes an entry young, which keeps it from a second reaper.
  const claimed = await client.sendCommand<RawEntry[]>([
    ...['XCLAIM', stream, GROUP, settings.id, String(settings.expiryMs)],
    ...pending.map(([id]) => id),
  ]);
  for (const entry of claimed) onEntry(entry);
  return { found: pending.length, taken: claimed.length };
}
