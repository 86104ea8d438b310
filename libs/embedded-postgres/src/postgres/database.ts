import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DATABASE, type PostgresConnection, SUPERUSER } from '../connection';
import { EmbeddedPostgresError, reasonOf } from '../errors';
import type { SupervisorOptions } from '../options';
import { clusterFolder, supervisorFolder } from '../paths';
import { waitUntil } from '../wait';
import { usableBinaries } from './binaries';
import { ensureCluster } from './cluster';
import { findHome } from './home';
import { passwordOf } from './password';
import { noPostmaster } from './postmaster';
import type { Programs } from './program';
import { untilReady } from './readiness';
import { Server } from './server';
import { type Address, removeSocketFolder, serverAddress } from './socket-folder';

const LONGEST_PAUSE_MS = 5_000;
/** For the backends of a killed server to notice and let go of its memory. */
const ORPHANS_MS = 30_000;

export interface DatabaseListener {
  log(line: string): void;
  /** It takes connections. */
  up(connection: PostgresConnection): void;
  /** It ended by itself and is being started again. */
  restarting(): void;
  /** It does not start for now; `up` follows if it does later. */
  down(error: EmbeddedPostgresError): void;
}

interface Place {
  programs: Programs;
  cluster: string;
  address: Address;
  connection: PostgresConnection;
}

/** Keeps a server running over the data folder, from `start` to `stop`. */
export class Database {
  private server: Server | undefined;
  private place: Place | undefined;
  private stopping = false;

  constructor(
    private readonly options: SupervisorOptions,
    private readonly listener: DatabaseListener,
  ) {}

  /** @throws EmbeddedPostgresError if the first start fails; later ones are tried again. */
  async start(): Promise<void> {
    const place = (this.place = await this.prepare());
    await waitUntil(
      () =>
        this.run(place).then(
          () => true,
          (error: unknown) => {
            if (!/shared memory block/.test(reasonOf(error))) throw error;
            this.listener.log('waiting for the last processes of a killed Postgres to end');
            return false;
          },
        ),
      { limitMs: ORPHANS_MS, stepMs: 500 },
    );
  }

  async stop(): Promise<void> {
    this.stopping = true;
    try {
      await this.server?.stop();
    } catch (error) {
      this.listener.log(reasonOf(error));
    }
    if (this.place) removeSocketFolder(this.place.address);
  }

  private async prepare(): Promise<Place> {
    const { dataDir } = this.options;
    const { log } = this.listener;
    const home = findHome(this.options, log);
    await noPostmaster(clusterFolder(home.folder), log);
    const programs = await usableBinaries(this.options, home.account, log);
    const secret = passwordOf(dataDir);
    const cluster = await ensureCluster(home, programs, secret?.file);
    const address = await serverAddress(dataDir, home);
    const connection = {
      ...address,
      user: SUPERUSER,
      database: DATABASE,
      ...(secret && { password: secret.password }),
    };
    return { programs, cluster, address, connection };
  }

  private async run({ programs, cluster, address, connection }: Place): Promise<void> {
    const server = new Server(
      programs,
      cluster,
      address,
      join(supervisorFolder(this.options.dataDir), 'postgres.log'),
    );
    this.server = server;
    await untilReady(server, connection);
    this.listener.up(connection);
    void server.exited.then(() => {
      if (!this.stopping) void this.restart(server.reason());
    });
  }

  /** Until it runs or nobody wants it: what keeps it down, a full disk say, may pass at any time. */
  private async restart(reason: string): Promise<void> {
    this.listener.log(`Postgres ended (${reason}); starting it again`);
    this.listener.restarting();
    for (let pause = 100; !this.stopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await noPostmaster(this.place!.cluster, this.listener.log);
        if (this.stopping) return;
        return await this.run(this.place!);
      } catch (error) {
        this.listener.log(reasonOf(error));
        this.listener.down(
          error instanceof EmbeddedPostgresError
            ? error
            : new EmbeddedPostgresError('START', reasonOf(error)),
        );
        await delay(pause);
      }
    }
  }
}
