/** A terminal gets colours, a file or a pipe none; NO_COLOR and FORCE_COLOR say otherwise (https://no-color.org). */
export function wantsColours(
  out: { isTTY?: boolean },
  { NO_COLOR, FORCE_COLOR }: NodeJS.ProcessEnv,
): boolean {
  if (NO_COLOR) return false;
  return FORCE_COLOR ? FORCE_COLOR !== '0' : out.isTTY === true;
}
