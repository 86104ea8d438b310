/** The URL without user, password or query: safe to show. */
export function describeRedis(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^@/]*@/i, '$1').replace(/[?#].*$/, '');
}
