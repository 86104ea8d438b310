/** Listening on all addresses, a program is reached at this name, too. */
const nearby = new Set(['0.0.0.0', '127.0.0.1', '::']);

/** Where people on this machine reach what listens there. */
export function baseUrl(host: string, port: number | undefined): string {
  const name = nearby.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
