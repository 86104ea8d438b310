/** What `pg` needs to connect: a folder with a socket (POSIX), or an address and a password (Windows). */
export interface PostgresConnection {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
}

export const DATABASE = 'isomer';
export const SUPERUSER = 'isomer';

/**
 * The same as a URL that pg, TypeORM and libpq understand. They take the folder from `?host=`; the host name is
 * one that never resolves (RFC 2606), so that a parser which drops the query fails instead of reaching a stranger.
 */
export function connectionStringOf(connection: PostgresConnection): string {
  const user = encodeURIComponent(connection.user);
  const password = connection.password === undefined ? '' : `:${encodeURIComponent(connection.password)}`;
  const isSocket = connection.host.startsWith('/');
  const host = isSocket ? 'socket.invalid' : connection.host;
  const query = isSocket ? `?host=${encodeURIComponent(connection.host)}` : '';
  return `postgresql://${user}${password}@${host}:${connection.port}/${encodeURIComponent(connection.database)}${query}`;
}
