import type { Peer } from '../identity';

/** Who sends calls. */
export interface Sender {
  /** Id that the process gives itself. */
  client: string;
  /** What its seal proves. */
  peer?: Peer;
  /** Differs for two senders of one id, of which one is somebody else. */
  name: string;
}

export function senderOf(client: string, peer: Peer | undefined): Sender {
  return { client, peer, name: peer ? `${client} ${peer.service} ${peer.kid}` : client };
}
