/** Drafts are their author's alone. */
export function maySee(
  post: { status: 'draft' | 'published'; authorId: string },
  readerId: string | undefined,
): boolean {
  return post.status === 'published' || post.authorId === readerId;
}
