import type { Identity, Peer } from '../identity';
import { MalformedEntry } from './fields';
import { splitSeal } from './sealed';

/** Who has sealed an entry of `stream`; nobody where there are no keys. @throws MalformedEntry if nobody has who is trusted */
export function prove(
  identity: Identity | undefined,
  stream: string,
  fields: readonly string[],
): Peer | undefined {
  if (!identity) return undefined;
  const { text, seal } = splitSeal(fields);
  const peer = identity.open(stream, text, seal);
  if (!peer) throw new MalformedEntry('its seal proves nothing');
  return peer;
}
