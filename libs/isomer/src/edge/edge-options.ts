/** What whoever runs an edge decides about it. */
export interface EdgeOptions {
  /** Pages that may call the API: their origins, or all. No cookies are involved, so all is no danger. */
  corsOrigins: readonly string[] | '*';
  /** Requests that are answered a minute for each address; 0 for any number. */
  requestsPerMinute: number;
  /** How many proxies stand before it and tell in `X-Forwarded-For` whom a request is of. */
  proxies: number;
  /** Whether it is reached over TLS, which browsers are told to keep to. */
  overTls: boolean;
}

export const defaultEdgeOptions: EdgeOptions = {
  corsOrigins: '*',
  requestsPerMinute: 0,
  proxies: 0,
  overTls: false,
};
