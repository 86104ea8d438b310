import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { EmbeddedPostgresError, reasonOf, systemCode } from '../errors';
import { onMessage, send, type SupervisorMessage, type UserMessage } from '../protocol';
import { controlAddresses } from './control-address';
import { UserCount } from './user-count';

const LINES_KEPT = 50;

/** The door of the supervisor: whoever is connected uses the database, and hears of its state. */
export class ControlServer {
  readonly users: UserCount;
  private readonly sockets = new Set<Socket>();
  private readonly leaving = new Set<Socket>();
  private state: SupervisorMessage | undefined;
  private wasReady = false;
  /** What was said while the database started: the user it is started for connects a moment later. */
  private readonly said: string[] = [];
  private closed = false;

  private constructor(
    private readonly server: Server,
    readonly address: string,
    graceMs: number,
  ) {
    this.users = new UserCount(graceMs);
    server.on('connection', (socket) => this.welcome(socket));
    server.on('error', (error) => this.note(`control socket: ${reasonOf(error)}`));
  }

  static async listen(dataDir: string, graceMs: number): Promise<ControlServer> {
    let last: unknown;
    for (const address of controlAddresses(dataDir)) {
      try {
        return new ControlServer(await listening(address), address, graceMs);
      } catch (error) {
        last = error; // some mounts have no sockets: try the next place
      }
    }
    throw new EmbeddedPostgresError(
      'SOCKET_PATH',
      `Cannot open a control socket for ${dataDir}: ${reasonOf(last)} (${systemCode(last)}); use a data folder on a local disk.`,
    );
  }

  /** Tells everyone, now and later: ready with a connection, or failed with a reason. `undefined`: be patient. */
  announce(state: Exclude<SupervisorMessage, { type: 'log' }> | undefined): void {
    this.state = state;
    this.wasReady ||= state?.type === 'ready';
    if (state) for (const socket of this.sockets) send(socket, state);
  }

  /** For the log file only. */
  note(line: string): void {
    process.stderr.write(`${new Date().toISOString()} ${line}\n`);
  }

  /** For the log file and, until the database is ready first, for whoever waits for it. Later the state is enough. */
  log(line: string): void {
    this.note(line);
    if (this.wasReady) return;
    this.said.push(line);
    if (this.said.length > LINES_KEPT) this.said.shift();
    for (const socket of this.sockets) send(socket, { type: 'log', line });
  }

  /** No one gets in from here on; the address is free for a successor. */
  close(): void {
    this.closed = true;
    this.server.close();
    for (const socket of this.sockets) socket.end();
  }

  private welcome(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.closed) return void socket.destroy();
    for (const waiting of this.leaving) waiting.end(); // the database will not stop now
    if (!this.users.seen || !this.wasReady) for (const line of this.said) send(socket, { type: 'log', line });
    this.sockets.add(socket);
    const leave = this.users.enter();
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.leaving.delete(socket);
      leave();
    });
    onMessage<UserMessage>(socket, (message) => {
      if (message.type !== 'leave') return void socket.destroy();
      this.sockets.delete(socket);
      leave();
      if (this.users.count > 0) return void socket.end();
      this.leaving.add(socket); // closes with this process, once Postgres has stopped
      this.users.stopWithoutGrace();
    });
    if (this.state) send(socket, this.state);
  }
}

function listening(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ path: address, backlog: 511 }, () => {
      server.off('error', reject);
      if (process.platform !== 'win32') chmodSync(address, 0o600);
      resolve(server);
    });
  });
}
