import type { Socket } from 'node:net';
import type { PostgresConnection } from './connection';
import type { EmbeddedPostgresErrorCode } from './errors';

/** What the supervisor says to a user, one JSON object a line. */
export type SupervisorMessage =
  | { type: 'log'; line: string }
  | { type: 'ready'; connection: PostgresConnection; supervisorPid: number }
  | { type: 'failed'; code: EmbeddedPostgresErrorCode; message: string };

/** A user says nothing: to be connected is to use. One that leaves may ask to hear when the database has stopped. */
export type UserMessage = { type: 'leave' };

/** What a new supervisor prints, once, to whoever started it. */
export type LaunchReport =
  { type: 'owner' } | { type: 'lost' } | { type: 'failed'; code: EmbeddedPostgresErrorCode; message: string };

export function send(socket: Socket, message: SupervisorMessage | UserMessage): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

const LONGEST_LINE = 64 * 1024;

/** Calls back for each JSON line. Whatever is not one ends the connection: the other side is not ours. */
export function onMessage<T>(socket: Socket, listener: (message: T) => void): void {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    if (pending.length > LONGEST_LINE) socket.destroy();
    for (const line of lines) {
      try {
        listener(JSON.parse(line) as T);
      } catch {
        socket.destroy();
      }
    }
  });
}
