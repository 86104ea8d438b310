import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Waits at the end of a pipe whose other end only the launcher holds. A line means all is well; the end of the pipe
 * without one means that the launcher died, however. Then the contexts, which notice it too, finish what they have
 * in hand over Redis, and after that nobody wants it.
 */
const SCRIPT = `
read -r word && [ "$word" = stopped ] && exit 0
sleep 1
kill -TERM "$1" 2>/dev/null || exit 0
i=0
while [ $i -lt 100 ] && kill -0 "$1" 2>/dev/null; do sleep 0.1 || sleep 1; i=$((i+1)); done
kill -KILL "$1" 2>/dev/null
rm -f "$2"
exit 0
`;

/** Stops a Redis if this process is killed. Returns how to say that it has stopped: its pid may soon be another's. */
export function watchOver(redis: ChildProcess, socket: string): () => void {
  // In its own session, so that no group signal hits it. The socket is there for whoever reads the list of processes, too.
  const watchdog = spawn('/bin/sh', ['-c', SCRIPT, 'isomer-redis-watchdog', String(redis.pid), socket], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  return () => watchdog.stdin.end('stopped\n');
}
