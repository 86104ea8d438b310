import { TransportError } from '../transport-error';
import { checkTls, type TlsFiles } from './tls';

/** Where one process of Redis listens. */
export type NodeAddress = { host: string; port: number } | { path: string };

/** What `REDIS_URL` says. README.md lists the forms. */
export interface RedisAddress {
  /** The URL as it may be shown. */
  shown: string;
  /** One Redis, or some nodes of a Cluster, or sentinels; at least one. */
  nodes: NodeAddress[];
  cluster: boolean;
  /** Name under which the sentinels know the master; set if the nodes are sentinels. */
  sentinel?: string;
  login: Login;
  sentinelLogin: Login;
  tls?: TlsFiles;
}

export interface Login {
  username?: string;
  password?: string;
  database?: number;
}

const PARAMETERS = [
  'cluster',
  'sentinel',
  'sentinelUsername',
  'sentinelPassword',
  'ca',
  'cert',
  'key',
  'servername',
];

/** The URL without user, password or query: safe to show, even if the password is not escaped as it must be. */
export function describeRedis(url: string): string {
  return url.replace(/^([a-z]+:\/\/)(?!\/).*@/i, '$1').replace(/[?#].*$/, '');
}

/** @throws TransportError with one line that says what is wrong with `url`, and nothing that is secret */
export function parseAddress(url: string): RedisAddress {
  const shown = describeRedis(url);
  const refuse = (why: string) =>
    new TransportError('InvalidArgument', `"${shown}" ${why}`, { mayHaveRun: false });
  const parts = /^(rediss?|unix):\/\/([^/?#]*@)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?$/.exec(url);
  if (!parts) throw refuse('is not the URL of a Redis');
  const [, scheme, credentials = '', hosts = '', path = '', query = ''] = parts;
  try {
    const [username, password] = credentials.slice(0, -1).split(/:(.*)/s).map(decodeURIComponent);
    const parameters = new Map(query.split('&').filter(Boolean).map(parameterOf));
    const login = { username: username || undefined, password: password || undefined };
    if (scheme === 'unix') {
      if (hosts !== '' || path.length < 2) throw refuse('is not the URL of a Redis');
      const database = databaseOf(parameters.get('db') ?? '0');
      const nodes = [{ path: decodeURIComponent(path) }];
      return { shown, nodes, cluster: false, login: { ...login, database }, sentinelLogin: {} };
    }
    const unknown = [...parameters.keys()].find((name) => !PARAMETERS.includes(name));
    if (unknown !== undefined)
      throw refuse(`has no parameter "${unknown}"; there are ${PARAMETERS.join(', ')}`);
    const cluster = parameters.has('cluster') && parameters.get('cluster') !== 'false';
    const sentinel = parameters.get('sentinel');
    const nodes = hosts.split(',').map((host) => nodeOf(host, sentinel === undefined ? 6379 : 26379));
    const database = databaseOf(path.slice(1) || '0');
    if (cluster && sentinel !== undefined) throw refuse('names a Cluster and sentinels; choose one');
    if (cluster && database !== 0) throw refuse('names a database, and a Cluster has none but 0');
    if (nodes.length > 1 && !cluster && sentinel === undefined)
      throw refuse(
        'has several hosts: add ?cluster=true, or ?sentinel=<name of the master> if they are sentinels',
      );
    const [ca, cert, key, servername] = ['ca', 'cert', 'key', 'servername'].map((name) =>
      parameters.get(name),
    );
    const tls = { ca, cert, key, servername };
    if (scheme === 'redis' && Object.values(tls).some(Boolean))
      throw refuse('has parameters for TLS, which begins with rediss://');
    const problem = checkTls(tls);
    if (problem) throw refuse(`names a file that cannot be used: ${problem}`);
    const what = cluster ? ' (Cluster)' : sentinel === undefined ? '' : ` (master ${sentinel})`;
    return {
      shown: shown + what,
      nodes,
      cluster,
      sentinel,
      login: { ...login, database },
      sentinelLogin: {
        username: parameters.get('sentinelUsername'),
        password: parameters.get('sentinelPassword'),
      },
      ...(scheme === 'rediss' && { tls }),
    };
  } catch (error) {
    throw error instanceof TransportError ? error : refuse('is not the URL of a Redis');
  }
}

/** Unlike URLSearchParams, a plus sign stays one: passwords have them. */
function parameterOf(text: string): [string, string] {
  const [name = '', value = 'true'] = text.split(/=(.*)/s);
  return [name, decodeURIComponent(value)];
}

function nodeOf(text: string, defaultPort: number): NodeAddress {
  // Any scheme that has no port of its own.
  const { hostname, port } = new URL(`redis://${text}`);
  if (hostname === '') throw new Error('no host');
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? defaultPort : Number(port) };
}

function databaseOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error('no number');
  return Number(text);
}

export function describeNode(node: NodeAddress): string {
  if ('path' in node) return node.path;
  return node.host.includes(':') ? `[${node.host}]:${node.port}` : `${node.host}:${node.port}`;
}
