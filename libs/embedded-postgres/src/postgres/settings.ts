/**
 * Written into postgresql.conf when the data is first set up, for a small machine; the operator may edit them there.
 * fsync, full_page_writes and synchronous_commit keep their default, which is on: an answered commit survives.
 */
export const initialSettings: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off', // pays on long analytic queries, costs on ours
  // The log is for what ails the server. A refused statement is its sender's business, and its text may be private.
  log_min_messages: 'log',
  log_checkpoints: 'off',
};

export const MARK = 'cluster_name=isomer';

/** Given on the command line, where postgresql.conf cannot undo them. `MARK` tells our server from a stranger's. */
export function fixedSettings({ host, port }: { host: string; port: number }): string[] {
  const where =
    process.platform === 'win32'
      ? [`listen_addresses=${host}`, 'unix_socket_directories=']
      : ['listen_addresses=', `unix_socket_directories=${quoted(host)}`, 'unix_socket_permissions=0700'];
  return [...where, `port=${port}`, 'logging_collector=off', 'log_destination=stderr', MARK].flatMap(
    (setting) => ['-c', setting],
  );
}

/** The setting is a list of folders, parted by commas: a folder with a comma must be quoted. */
const quoted = (folder: string) => `"${folder.replaceAll('"', '""')}"`;
