import type { IncomingEvent, RedisStreamsOptions, RedisStreamsTransport } from '../src';
import { FAST, inspector, open } from './harness';

export const EVENTS = 'isomer:{comments}:events';
export const DEAD = 'isomer:{comments}:dead';

/** Takes events of `comments`, and remembers their bodies and what was logged. */
export async function listen(options: RedisStreamsOptions, handle?: (event: IncomingEvent) => unknown) {
  const seen: string[] = [];
  const lines: string[] = [];
  const log = (_: string, line: string) => void lines.push(line);
  const transport = open({ eventBackoffMs: 20, ...FAST, log, ...options });
  await transport.subscribe('comments', async (event) => {
    seen.push(event.body);
    await handle?.(event);
  });
  return { transport, seen, lines };
}

export async function emitAll(transport: RedisStreamsTransport, bodies: string[]): Promise<void> {
  for (const body of bodies)
    await transport.emit({ context: 'comments', name: 'posted', headers: 'h', body });
}

/** For handlers that fail. */
export function broken(): never {
  throw new Error('broken');
}

/** Bodies of what is in the stream. */
export async function bodiesIn(look: Awaited<ReturnType<typeof inspector>>): Promise<string[]> {
  const entries = (await look.xRange(EVENTS, '-', '+')) ?? [];
  return entries.map(({ message }) => message['body'] ?? '');
}
