import { connect, type Socket } from 'node:net';
import { EmbeddedPostgresError } from '../errors';
import { onMessage, type SupervisorMessage } from '../protocol';

type Ready = Extract<SupervisorMessage, { type: 'ready' }>;

/**
 * Becomes a user of the supervisor at that address. Undefined if nobody is there, or it ended before the database
 * was ready: then start one. The open socket is what counts as use; the kernel closes it however we die. Of a
 * database that goes down later the log hears once, and once when it is back: the supervisor goes on trying, for us.
 */
export function joinSupervisor(
  address: string,
  log: (line: string) => void,
): Promise<{ socket: Socket; ready: Ready } | undefined> {
  return new Promise((resolve, reject) => {
    let state: 'starting' | 'up' | 'down' = 'starting';
    const socket = connect(address);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EACCES' && error.code !== 'EPERM') return;
      reject(
        new EmbeddedPostgresError(
          'OTHER_USER',
          `The database is in use by another user (${address} is closed to us): run as that user, or as root.`,
        ),
      );
    });
    socket.once('close', () => resolve(undefined));
    onMessage<SupervisorMessage>(socket, (message) => {
      if (message.type === 'log') log(message.line);
      if (message.type === 'ready') {
        if (state === 'down') log('The database runs again.');
        state = 'up';
        resolve({ socket, ready: message });
      }
      if (message.type === 'failed' && state === 'starting') {
        socket.destroy();
        reject(new EmbeddedPostgresError(message.code, message.message));
      }
      if (message.type === 'failed' && state === 'up') {
        state = 'down';
        log(`${message.message} It is tried again until it runs.`);
      }
    });
  });
}
