import type { FastifyRequest } from 'fastify';

/** What identity wants to know of whoever sends a password. */
export function clientOf({ ip, headers }: FastifyRequest): { address: string; userAgent?: string } {
  const said = headers['user-agent'];
  // Node reads a header as Latin-1: what it brings besides text is left out, and so is what is too long to show.
  const userAgent = said?.replace(/[^\x20-\x7e\xa0-\xff]/g, '').slice(0, 400);
  return { address: ip, ...(userAgent && { userAgent }) };
}
