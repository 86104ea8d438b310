/** Where a post, or a feed of posts, is found by people. Addresses are absolute: they are read elsewhere. */
export class Addresses {
  constructor(private readonly publicUrl: string) {}

  get platform(): string {
    return `${this.publicUrl}/`;
  }

  post({ id, slug }: { id: string; slug?: string }): string {
    return slug === undefined
      ? `${this.publicUrl}/v1/posts/${id}`
      : `${this.publicUrl}/posts/${encodeURIComponent(slug)}`;
  }

  feed(format: string, query: Record<string, string | undefined>): string {
    const given = Object.entries(query).filter((each): each is [string, string] => each[1] !== undefined);
    const search = new URLSearchParams(given).toString();
    return `${this.publicUrl}/feeds/posts.${format}${search && `?${search}`}`;
  }

  oembed(post: { id: string; slug?: string }): string {
    return `${this.publicUrl}/oembed?${new URLSearchParams({ url: this.post(post) }).toString()}`;
  }

  /** The slug in the address of a post; undefined for any other address. */
  slugIn(url: string): string | undefined {
    const start = `${this.publicUrl}/posts/`;
    if (!url.startsWith(start)) return undefined;
    try {
      return decodeURIComponent(url.slice(start.length).split(/[?#]/)[0]!.replace(/\/$/, ''));
    } catch {
      return undefined;
    }
  }
}
