import type { RedisClock } from '../redis/clock';
import { isErrorReply } from '../redis/failures';
import type { RedisClient } from '../redis/redis-client';
import { readAlive } from '../registry';
import { consumersOf } from '../server/consumer-group';
import { TransportError } from '../transport-error';
import { checkName, type ContextKeys } from '../wire/keys';

/**
 * Removes a consumer group with all that it has not handled. False if there is none.
 *
 * @throws TransportError `InvalidArgument` while somebody serves it, who would only make it again.
 */
export async function forgetGroup(
  client: RedisClient,
  keys: ContextKeys,
  clock: RedisClock,
  group: string,
): Promise<boolean> {
  checkName('group', group);
  try {
    const [, alive, consumers] = await Promise.all([
      clock.sync(client),
      readAlive(client, { alive: keys.listening }),
      consumersOf(client, keys.events, group),
    ]);
    const names = new Set(consumers.map(({ name }) => name));
    const server = alive.find(([id, until]) => names.has(id) && until > clock.now());
    if (server) throw served(keys.context, group, server[0]);
    return (await client.sendCommand<number>(['XGROUP', 'DESTROY', keys.events, group])) === 1;
  } catch (error) {
    if (isErrorReply(error) && /^NOGROUP|no such key|key to exist/.test(error.message)) return false;
    throw error;
  }
}

function served(context: string, group: string, by: string): TransportError {
  return new TransportError('InvalidArgument', `Group ${group} of ${context} is served by ${by}`, {
    mayHaveRun: false,
  });
}
