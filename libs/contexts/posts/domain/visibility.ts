/** Who looks at a post. */
export interface Reader {
  /** Of a member. */
  id?: string;
  moderates: boolean;
}

/** What is not published is its author's, and for moderators to see. */
export function maySee(post: { publishedAt: Date | null; authorId: string }, reader: Reader): boolean {
  return post.publishedAt !== null || isItsReader(post, reader);
}

/** Whether somebody sees of a post what others do not. */
export function isItsReader({ authorId }: { authorId: string }, { id, moderates }: Reader): boolean {
  return authorId === id || moderates;
}
