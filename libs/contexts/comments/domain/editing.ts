/** For which its author may change what a comment says. */
export const editMinutes = 15;

export function mayStillEdit(createdAt: Date, now: Date): boolean {
  return now.getTime() < createdAt.getTime() + editMinutes * 60_000;
}
