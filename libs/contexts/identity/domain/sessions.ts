/** Life of an access token in seconds: how long a revoked session can still read. */
export const accessTokenSeconds = 600;

/** Life of a refresh token in days, counted anew with each refresh. */
export const refreshTokenDays = 30;

export function refreshExpiry(now: Date): Date {
  return new Date(now.getTime() + refreshTokenDays * 24 * 3600 * 1000);
}
