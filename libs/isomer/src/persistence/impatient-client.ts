import type { Socket } from 'node:net';
import pg from 'pg';

/** What `pg` has and its types lack. */
interface Insides {
  connection: { stream: Socket };
  /** False from a query's beginning to its end. */
  readyForQuery: boolean;
}

/**
 * `pg`'s client, which gives its connection up when the server has owed an answer and been silent for `silenceMs`: what
 * waits for it fails, and its pool opens another one. A server that is there has given up such a statement by itself before that.
 * TCP takes a quarter of an hour to find out where nothing comes back of what was sent, and no keepalive is sent
 * meanwhile; `query_timeout` of `pg` leaves the connection as it is.
 */
export function impatientClient(silenceMs: number): new (config?: pg.ClientConfig) => pg.Client {
  return class ImpatientClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super(config);
      this.once('connect', () => {
        const client = this as unknown as Insides;
        const { stream } = client.connection;
        stream.setTimeout(silenceMs);
        stream.on('timeout', () => {
          if (!client.readyForQuery)
            stream.destroy(new Error(`Connection terminated: no answer for ${silenceMs} ms`));
        });
      });
    }
  };
}
