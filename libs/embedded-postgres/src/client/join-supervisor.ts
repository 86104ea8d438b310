import { connect, type Socket } from 'node:net';
import { EmbeddedPostgresError } from '../errors';
import { onMessage, type SupervisorMessage } from '../protocol';

type Ready = Extract<SupervisorMessage, { type: 'ready' }>;

/**
 * Becomes a user of the supervisor at that address. Undefined if nobody is there, or it ended before the database
 * was ready: then start one. The open socket is what counts as use; the kernel closes it however we die.
 */
export function joinSupervisor(
  address: string,
  log: (line: string) => void,
): Promise<{ socket: Socket; ready: Ready } | undefined> {
  return new Promise((resolve, reject) => {
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
      if (message.type === 'ready') resolve({ socket, ready: message });
      if (message.type === 'failed') {
        socket.destroy();
        reject(new EmbeddedPostgresError(message.code, message.message));
      }
    });
  });
}
