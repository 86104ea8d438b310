import { ConnectionTimeoutError, createClient, SocketClosedUnexpectedlyError } from 'redis';
import type { Login, NodeAddress } from './address';
import { isMisplaced, isNotAllowed, NotAllowed } from './failures';
import { tlsOptions, type TlsFiles } from './tls';

export interface RedisClientOptions {
  node: NodeAddress;
  login: Login;
  tls?: TlsFiles;
  /** Shown in CLIENT LIST. */
  name: string;
  connectTimeoutMs?: number;
}

/** How long commands in flight on a connection that is given up may still be answered, in milliseconds. */
const LAST_REPLIES_MS = 200;

/**
 * One connection to one node. It never queues for, or goes back to, a lost connection: what was in flight
 * fails at once, and `Connection` decides what happens next.
 */
export class RedisClient {
  /** Resolves with the reason when the connection is, or must be, given up. */
  readonly lost: Promise<unknown>;
  private readonly client: ReturnType<typeof newClient>;
  private giveUp!: (reason: unknown) => void;

  constructor(private readonly options: RedisClientOptions) {
    this.client = newClient(options);
    this.lost = new Promise((resolve) => (this.giveUp = resolve));
    this.client.on('error', this.giveUp);
    this.client.once('end', () => this.giveUp(new Error('the connection was ended')));
  }

  async connect(): Promise<void> {
    try {
      await this.client.connect();
    } catch (error) {
      const advice = adviceFor(error, this.options);
      throw advice === undefined ? error : new Error(advice, { cause: error });
    }
  }

  /** A reply that says that this node is the wrong one now gives up the connection too. */
  sendCommand<T>(args: readonly string[]): Promise<T> {
    return this.client.sendCommand<T>(args).catch((error: unknown) => {
      if (isMisplaced(error)) this.giveUp(error);
      throw isNotAllowed(error) ? new NotAllowed(error, args) : error;
    });
  }

  /** For what is known from elsewhere, such as another node having become the master. */
  leave(reason: Error): void {
    this.giveUp(reason);
  }

  /** Lets the last replies come in: what was refused is then known to be refused. */
  async finish(): Promise<void> {
    if (!this.client.isOpen) return;
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_REPLIES_MS)));
    await Promise.race([this.client.close(), enough]).catch(() => undefined);
    clearTimeout(timer);
    this.destroy();
  }

  /** Commands in flight fail. */
  destroy(): void {
    this.client.destroy();
  }
}

/** Redis does not say why it hangs up, or says nothing at all, where TLS is not as the other side has it. */
function adviceFor(error: unknown, { node, tls }: RedisClientOptions): string | undefined {
  if ('path' in node) return undefined;
  if (error instanceof SocketClosedUnexpectedlyError) {
    return tls
      ? 'it hung up at once; if it asks for a certificate, name one with ?cert=<file>&key=<file>'
      : 'it hung up at once; if it speaks TLS, write rediss:// instead of redis://';
  }
  if (error instanceof ConnectionTimeoutError && tls) {
    return 'it did not answer in time; if it does not speak TLS, write redis:// instead of rediss://';
  }
  return undefined;
}

function newClient({ node, login, tls, name, connectTimeoutMs = 2_000 }: RedisClientOptions) {
  return createClient({
    ...login,
    name,
    // Replies stay flat arrays, the same from every version of Redis.
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    // Its default makes an AbortSignal for every command. Calls have their deadlines, connections their pings.
    commandOptions: { timeout: 0 },
    maintNotifications: 'disabled',
    // A peer that vanished without a word is noticed when a ping stays unanswered. Blocking reads end well
    // before that by themselves.
    pingInterval: 5_000,
    socket: {
      ...node,
      ...(tls && tlsOptions(tls)),
      reconnectStrategy: false,
      connectTimeout: connectTimeoutMs,
      socketTimeout: 15_000,
    },
  });
}
