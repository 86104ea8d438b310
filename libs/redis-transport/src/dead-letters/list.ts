import type { RedisClient } from '../redis/redis-client';
import { TransportError } from '../transport-error';
import { decodeDeadLetter, type DeadLetter } from '../wire/dead-letter';
import { MalformedEntry, type RawEntry } from '../wire/fields';
import type { ContextKeys } from '../wire/keys';

export interface DeadLetterPage {
  /** At most so many; 100 unless given. */
  count?: number;
  /** Begins after this dead letter; with the oldest unless given. */
  from?: string;
}

/** The oldest first. What is not a dead letter is left out. @throws TransportError `InvalidArgument` for a bad `from` */
export async function listDeadLetters(
  client: RedisClient,
  keys: ContextKeys,
  { count = 100, from }: DeadLetterPage,
): Promise<DeadLetter[]> {
  if (from !== undefined) checkId(from);
  return range(client, keys, from === undefined ? '-' : `(${from}`, '+', Math.max(1, count));
}

export async function findDeadLetter(
  client: RedisClient,
  keys: ContextKeys,
  id: string,
): Promise<DeadLetter | undefined> {
  checkId(id);
  return (await range(client, keys, id, id, 1))[0];
}

/** @throws TransportError `InvalidArgument` */
export function checkId(id: string): void {
  if (/^\d{1,19}-\d{1,20}$/.test(id)) return;
  throw new TransportError('InvalidArgument', `"${id}" is not the id of a dead letter`, {
    mayHaveRun: false,
  });
}

async function range(
  client: RedisClient,
  keys: ContextKeys,
  start: string,
  end: string,
  count: number,
): Promise<DeadLetter[]> {
  const entries = await client.sendCommand<RawEntry[]>([
    'XRANGE',
    keys.dead,
    start,
    end,
    'COUNT',
    String(count),
  ]);
  return entries.map(tryDecode).filter((letter) => letter !== undefined);
}

function tryDecode(entry: RawEntry): DeadLetter | undefined {
  try {
    return decodeDeadLetter(entry);
  } catch (error) {
    if (error instanceof MalformedEntry) return undefined;
    throw error;
  }
}
