import type { Login, NodeAddress, RedisAddress } from './address';
import { describeNode } from './address';
import { explain, isRefusal } from './failures';
import { RedisClient } from './redis-client';

/** How long one node may take to connect, and to answer, in milliseconds. */
const PATIENCE_MS = 1_000;

interface AskOptions {
  nodes: NodeAddress[];
  login: Login;
  tls: RedisAddress['tls'];
  name: string;
}

/**
 * Asks one node after another until one knows, each on a connection of its own for this question.
 *
 * @param question resolves with undefined where this node does not know
 * @throws the first refusal, or an error that tells what each of them said
 */
export async function askAny<T>(
  { nodes, login, tls, name }: AskOptions,
  question: (client: RedisClient, node: NodeAddress) => Promise<T | undefined>,
): Promise<T | undefined> {
  const problems: string[] = [];
  let refusal: unknown;
  let someDoNotKnow = false;
  for (const node of nodes) {
    const client = new RedisClient({ node, login, tls, name, connectTimeoutMs: PATIENCE_MS });
    const late = setTimeout(() => client.destroy(), 2 * PATIENCE_MS);
    try {
      await client.connect();
      const answer = await question(client, node);
      if (answer !== undefined) return answer;
      someDoNotKnow = true;
    } catch (error) {
      if (isRefusal(error)) refusal ??= error;
      problems.push(`${describeNode(node)}: ${explain(error)}`);
    } finally {
      clearTimeout(late);
      client.destroy();
    }
  }
  if (refusal !== undefined) throw refusal as Error;
  if (someDoNotKnow) return undefined;
  throw new Error(problems.join('; '));
}
