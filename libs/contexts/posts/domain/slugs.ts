const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a slug begins with, of the one that a title makes: ids stay apart, so that a link to one is never to another post. */
export function slugBase(made: string): string {
  return id.test(made) ? `post-${made}` : made;
}

/** The `n`th slug of those that titles of one slug get. */
export function numbered(base: string, n: number): string {
  return `${base}-${n}`;
}

/** Whether a post that has this slug needs no other one for a title. */
export function isSlugFor(slug: string, base: string): boolean {
  return slug === base || (slug.startsWith(`${base}-`) && /^[1-9]\d{0,8}$/.test(slug.slice(base.length + 1)));
}
