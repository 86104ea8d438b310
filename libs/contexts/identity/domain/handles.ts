/**
 * What handles that look alike have in common: two of one skeleton are not both given. Handles are ASCII, so this is
 * short where Unicode's (UTS 39) is long.
 */
export function skeletonOf(handle: string): string {
  return handle
    .replaceAll('_', '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('0', 'o')
    .replaceAll(/[1i]/g, 'l');
}
