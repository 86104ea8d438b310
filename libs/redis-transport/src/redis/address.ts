/** The URL without user, password or query: safe to show, even if the password is not escaped as it must be. */
export function describeRedis(url: string): string {
  return url.replace(/^([a-z]+:\/\/)(?!\/).*@/i, '$1').replace(/[?#].*$/, '');
}
