import type { KnownContext } from '../known-contexts';
import { Connection } from '../redis/connection';
import { Follower } from '../redis/follower';
import { MalformedEntry } from '../wire/fields';
import { decodeReplies, type WireReply } from '../wire/reply';
import { splitSeal } from '../wire/sealed';

/** Reads what is answered to this process. */
export function followReplies(
  { keys, endpoint, commands, settings }: KnownContext,
  onReply: (reply: WireReply, replica: string) => void,
): Follower {
  const { log, id, identity } = settings;
  const key = keys.replies(id);
  /** Whether somebody answers who may. What is refused is counted by the identity. */
  const isGenuine = (fields: string[]) => {
    if (!identity) return true;
    const { text, seal } = splitSeal(fields);
    return identity.openFromContext(keys.context, key, text, seal) !== undefined;
  };
  return new Follower({
    ...{ key, commands, log },
    reader: new Connection({ endpoint, log, name: `${id}:replies:${keys.context}` }),
    onEntry: (fields) => {
      if (!isGenuine(fields)) throw new MalformedEntry('its seal proves nothing');
      const { replica, replies } = decodeReplies(fields);
      for (const reply of replies) onReply(reply, replica);
    },
  }).start();
}
