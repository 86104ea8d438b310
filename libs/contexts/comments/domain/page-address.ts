/** Parameters that say where a reader came from, not what is read. */
const tracking = /^(utm_.*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid)$/i;

/** What an index takes. */
const longest = 2_000;

/**
 * The one address of a page that is known by many: what is `http` and `https` is one, host and scheme are in lower case
 * and the host in ASCII, a port that goes without saying and a final dot of the host are left out, as are the fragment,
 * parameters that track readers and a slash at the end; parameters are in the order of their names. `www.` is kept.
 * @returns undefined for what is no address of a page, has a password in it, or is too long
 */
export function pageAddress(given: string): string | undefined {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  const host = url.hostname.replace(/\.+$/, '');
  if (host === '') return undefined;
  const port = url.port && url.port !== '443' ? `:${url.port}` : '';
  const path = url.pathname.replace(/\/+$/, '');
  const wanted = new URLSearchParams([...url.searchParams].filter(([name]) => !tracking.test(name)));
  wanted.sort();
  const query = wanted.size > 0 ? `?${wanted}` : '';
  const address = `https://${host}${port}${path}${query}`;
  return address.length <= longest ? address : undefined;
}
