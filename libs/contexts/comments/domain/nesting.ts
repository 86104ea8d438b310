/** Levels of replies below a comment on the thread itself. */
export const deepestLevel = 20;

export function mayAnswer(depth: number): boolean {
  return depth < deepestLevel;
}
