import type { EventWriter } from '../events/event-writer';
import type { RedisClient } from '../redis/redis-client';
import { TransportError } from '../transport-error';
import type { Identity } from '../identity';
import type { DeadLetter } from '../wire/dead-letter';
import { forGroup } from '../wire/event';
import type { ContextKeys } from '../wire/keys';
import { splitSeal } from '../wire/sealed';
import { checkId, findDeadLetter } from './list';

/**
 * Gives an event once more to the group that gave it up, and to no other. False if there is no such dead
 * letter. A crash in between leaves the dead letter, so that the event may be handled twice.
 *
 * @throws TransportError `InvalidArgument` for a request: whoever waited for its answer is gone; for an event that was too
 * large to be kept whole; and, where there are keys, for one that nobody who is trusted has sealed.
 */
export async function replay(
  client: RedisClient,
  keys: ContextKeys,
  writer: EventWriter,
  id: string,
  identity: Identity | undefined,
): Promise<boolean> {
  const letter = await findDeadLetter(client, keys, id);
  if (!letter) return false;
  const refuse = (why: string) =>
    new TransportError('InvalidArgument', `Dead letter ${id} of ${keys.context} ${why}`, {
      mayHaveRun: false,
    });
  if (letter.stream !== keys.events) throw refuse('is no event');
  if (letter.cut !== undefined)
    throw refuse(`is not whole: its event had ${letter.cut} bytes, of which not all were kept`);
  // It is sealed anew, which must not make a forged one genuine.
  if (identity && !isProven(identity, letter)) throw refuse('has no seal of anybody who is trusted');
  await writer.add(client, keys, forGroup(letter.fields, letter.group));
  await drop(client, keys, id);
  return true;
}

function isProven(identity: Identity, { stream, fields }: DeadLetter): boolean {
  const { text, seal } = splitSeal(fields);
  return identity.open(stream, text, seal) !== undefined;
}

/** Whether there was such a dead letter. */
export async function drop(client: RedisClient, keys: ContextKeys, id: string): Promise<boolean> {
  checkId(id);
  return (await client.sendCommand<number>(['XDEL', keys.dead, id])) === 1;
}
