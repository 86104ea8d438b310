/** Life of an access token in seconds: how long a session that has ended can still read. */
export const accessTokenSeconds = 600;

/** Life of a refresh token in days, counted anew with each refresh. */
export const refreshTokenDays = 30;

/** For how many seconds a refresh token that was used answers the same again: for who asks twice at once, or got no answer. */
export const graceSeconds = 10;

export function refreshExpiry(now: Date): Date {
  return new Date(now.getTime() + refreshTokenDays * 24 * 3600 * 1000);
}
