import type { NodeAddress, RedisAddress } from './address';
import { explain, isErrorReply, isRefusal, RedisRefused } from './failures';
import { askAny } from './questions';

/** Knows the master of a Sentinel group, by asking each time. */
export class SentinelGroup {
  private sentinels: NodeAddress[];
  private asking?: Promise<NodeAddress>;

  constructor(
    private readonly address: RedisAddress,
    private readonly name: string,
  ) {
    this.sentinels = [...address.nodes];
  }

  /** All connections that ask at once share one question. */
  master(): Promise<NodeAddress> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<NodeAddress> {
    const { sentinel = '', sentinelLogin: login, tls } = this.address;
    const found = await askAny(
      { nodes: this.sentinels, login, tls, name: this.name },
      async (client, asked) => {
        const reply = await client
          .sendCommand<[string, string] | null>(['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', sentinel])
          .catch((error: unknown) => {
            if (!isErrorReply(error) || !/^ERR unknown command/i.test(error.message)) throw error;
            throw new RedisRefused('it is no Sentinel: leave ?sentinel= out of the URL');
          });
        return reply ? { asked, master: { host: reply[0], port: Number(reply[1]) } } : undefined;
      },
    ).catch((error: unknown) => {
      if (!isErrorReply(error) || !isRefusal(error)) throw error;
      throw new RedisRefused(
        `a sentinel says that ${explain(error)}: its own login is given by ?sentinelUsername=…&sentinelPassword=…`,
      );
    });
    if (!found) throw new RedisRefused(`the sentinels know no master "${sentinel}"`);
    // A sentinel that is cut off from the others may be wrong, and must not be asked every time.
    this.sentinels = [...this.sentinels.filter((each) => each !== found.asked), found.asked];
    return found.master;
  }
}
