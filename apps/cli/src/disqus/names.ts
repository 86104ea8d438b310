/** What the source of a comment from Disqus begins with; its id there follows. */
export const sourcePrefix = 'disqus:';

/** What the identifier of a thread begins with, in an export of ours, that is of a post; the id of the post follows. */
export const postMark = 'isomer:post:';
