import type { NodeAddress, RedisAddress } from './address';
import { describeNode } from './address';
import { isErrorReply, RedisRefused } from './failures';
import { askAny } from './questions';

type SlotRange = [first: number, last: number, master: [host: string | null, port: number, ...unknown[]]];

interface Masters {
  asked: NodeAddress;
  ranges: { first: number; last: number; node: NodeAddress }[];
}

/** Which node of a Cluster holds a slot, asked anew each time, of any node that is known. */
export class ClusterMap {
  private known: NodeAddress[];
  private asking?: Promise<Masters>;

  constructor(
    private readonly address: RedisAddress,
    private readonly name: string,
  ) {
    this.known = [...address.nodes];
  }

  async masterOf(slot: number): Promise<NodeAddress> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    const { ranges, asked } = await this.asking;
    const range = ranges.find(({ first, last }) => first <= slot && slot <= last);
    if (range) return range.node;
    throw new Error(`no node of the Cluster has slot ${slot}, as ${describeNode(asked)} says`);
  }

  private async ask(): Promise<Masters> {
    const { login, tls } = this.address;
    const masters = await askAny(
      { nodes: this.known, login, tls, name: this.name },
      async (client, asked) => {
        const slots = await client.sendCommand<SlotRange[]>(['CLUSTER', 'SLOTS']).catch((error: unknown) => {
          if (!isErrorReply(error) || !/cluster support disabled/i.test(error.message)) throw error;
          throw new RedisRefused('it is not a Cluster: leave ?cluster=true out of the URL');
        });
        const ranges = slots.map(([first, last, [host, port]]) => ({
          first,
          last,
          node: nodeOf(host, port, asked),
        }));
        return { asked, ranges };
      },
    );
    if (!masters) throw new Error('no node of the Cluster answered');
    this.learn(masters);
    return masters;
  }

  /**
   * Nodes come and go while the URL stays. Who answered goes last: a node that is cut off from the others may
   * be wrong, and must not be asked every time.
   */
  private learn({ asked, ranges }: Masters): void {
    const known = new Map(
      [...ranges.map(({ node }) => node), ...this.address.nodes].map((node) => [describeNode(node), node]),
    );
    known.delete(describeNode(asked));
    this.known = [...known.values(), asked];
  }
}

/** A node that has not been told its own address is where we asked. */
function nodeOf(host: string | null, port: number, asked: NodeAddress): NodeAddress {
  return { host: host || ('host' in asked ? asked.host : ''), port };
}
