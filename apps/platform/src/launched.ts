/** The argument by which a launcher says that it started this process and holds the other end of its IPC channel. */
export const launchedFlag = '--launched';

/** What a launched process tells its launcher. */
export interface LaunchedMessage {
  type: 'running';
  /** Port that it listens on, if it does. */
  port?: number;
}

export const isLaunched = (): boolean => process.argv.includes(launchedFlag) && process.send !== undefined;

export function tellLauncher(message: LaunchedMessage): void {
  // A launcher that is gone hears nothing; `whenLauncherIsGone` does the rest.
  if (process.connected) process.send!(message, () => undefined);
}

/**
 * Calls back when the launcher died, however: the kernel closes the channel. A channel without the flag belongs to
 * somebody who may well outlive his interest in it, such as a process manager.
 */
export function whenLauncherIsGone(callback: () => void): void {
  if (!isLaunched()) return;
  // With the launcher goes the reader of our log; that alone must not end us halfway.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  if (!process.connected) return callback();
  process.on('disconnect', callback);
}
