import { mkdtemp, rm } from 'node:fs/promises';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** The way to a database, which a test can break and mend. */
export interface Road {
  url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** What is connected now stays so, and hears nothing any more; new connections work. */
  silence(): void;
  close(): Promise<void>;
}

/** Puts a road of our own in front of the Postgres at `url`. */
export async function roadTo(url: string): Promise<Road> {
  const folder = await mkdtemp(join(tmpdir(), 'road-'));
  const { host, port } = new pg.Client({ connectionString: url });
  const socketIn = (at: string) => join(at, `.s.PGSQL.${port}`);
  const open = new Set<Socket>();
  let server: Server | undefined;
  const mend = async () => {
    server = createServer((from) => {
      const to = host.startsWith('/') ? connect(socketIn(host)) : connect(port, host);
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          open.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server!.listen(socketIn(folder), resolve));
  };
  const cut = async () => {
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
    for (const socket of open) socket.destroy();
    await closed;
  };
  await mend();
  const ours = new URL(url);
  ours.searchParams.set('host', folder);
  return {
    url: ours.href,
    cut,
    mend,
    silence: () => {
      for (const socket of open) socket.unpipe().resume();
    },
    close: async () => {
      await cut().catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
