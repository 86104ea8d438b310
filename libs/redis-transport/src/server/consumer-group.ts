import type { Connection } from '../redis/connection';
import { isErrorReply } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';

/** Whether the group had to be made. */
export async function createGroup(commands: Connection, stream: string, group: string): Promise<boolean> {
  try {
    // From the beginning: what came before the group did has waited for it.
    await commands.send(['XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM']);
    return true;
  } catch (error) {
    if (!isErrorReply(error) || !error.message.startsWith('BUSYGROUP')) throw error;
    return false;
  }
}

/** Who has read in the group, and for how long each has not, in milliseconds. */
export async function consumersOf(
  client: RedisClient,
  stream: string,
  group: string,
): Promise<{ name: string; idleMs: number }[]> {
  const consumers = await client.sendCommand<(string | number)[][]>(['XINFO', 'CONSUMERS', stream, group]);
  return consumers.map((flat) => ({
    name: String(flat[flat.indexOf('name') + 1]),
    idleMs: Number(flat[flat.indexOf('idle') + 1]),
  }));
}

/** A consumer that still has entries stays, for the others to find them. Never rejects. */
export async function leaveGroup(
  commands: Connection,
  stream: string,
  group: string,
  consumer: string,
): Promise<void> {
  try {
    const summary = ['XPENDING', stream, group, '-', '+', '1', consumer];
    if ((await commands.send<unknown[]>(summary)).length > 0) return;
    await commands.send(['XGROUP', 'DELCONSUMER', stream, group, consumer]);
  } catch {
    // Redis is away or was flushed: there is nothing to leave.
  }
}
