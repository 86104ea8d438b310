import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Returns what to call when a server stops: it closes every connection on which no request waits for its answer.
 * Node closes those that have had an answer and are quiet, but not one that has sent nothing yet, or half a request:
 * that would hold the process for as long as its client likes.
 */
export function closerOfUnanswered(server: Server): () => void {
  /** Requests by connection, from their headers to the end of their answer. */
  const open = new Map<Socket, Set<IncomingMessage>>();
  let isStopping = false;
  server.on('connection', (socket: Socket) => {
    if (isStopping) return void socket.destroy();
    open.set(socket, new Set());
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const requests = open.get(request.socket);
    requests?.add(request);
    response.once('close', () => requests?.delete(request));
  });
  return () => {
    isStopping = true;
    for (const [socket, requests] of open) {
      const isWaiting = [...requests].some(({ complete }) => complete);
      // What has been answered may still be on its way out.
      if (!isWaiting) socket.destroySoon();
    }
  };
}
