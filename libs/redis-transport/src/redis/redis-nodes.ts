import type { Settings } from '../options';
import type { RedisAddress } from './address';
import { endpointsOf, type Endpoint } from './endpoint';
import { RedisNode } from './redis-node';
import { StatusOfAll } from './status-of-all';

/** The nodes that a process uses: one for a plain Redis or a Sentinel group, one for each slot of a Cluster. */
export class RedisNodes {
  private readonly endpointOf: (key: string) => Endpoint;
  private readonly nodes = new Map<Endpoint, RedisNode>();
  private readonly status: StatusOfAll;
  private closed = false;

  constructor(
    private readonly settings: Settings,
    address: RedisAddress,
  ) {
    this.endpointOf = endpointsOf(address, settings.id);
    this.status = new StatusOfAll(settings.onStatus);
  }

  /** The node that has `key`; connects on first use. */
  of(key: string): RedisNode {
    const endpoint = this.endpointOf(key);
    const known = this.nodes.get(endpoint);
    if (known) return known;
    const { log, id: name } = this.settings;
    const node = new RedisNode({ endpoint, name, log, onStatus: this.status.forOne() });
    if (this.closed) void node.commands.close();
    else node.commands.open();
    this.nodes.set(endpoint, node);
    return node;
  }

  /** All in use; if there is none yet, the one that has `key`. */
  inUse(key: string): RedisNode[] {
    return this.nodes.size > 0 ? [...this.nodes.values()] : [this.of(key)];
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.nodes.values()].map(({ commands }) => commands.close()));
  }
}
