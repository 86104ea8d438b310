import { writeFile } from 'node:fs/promises';
import type { ImportResult } from '@isomer/posts/contract';
import { type Element, textOf } from '../xml/element';

/** Where people find now what they found at an address of the blog: a CSV file (RFC 4180) of old address, new address, and id of the post. */
export class Redirects {
  private readonly rows: string[] = [];
  private readonly publicUrl: string;

  /** @param publicUrl of the platform; without it new addresses are paths */
  constructor(publicUrl = '') {
    this.publicUrl = publicUrl.trim().replace(/\/+$/, '');
  }

  /** A place in the order of the file, whichever is imported first. */
  reserve(): { fill: (item: Element, post: Pick<ImportResult, 'id' | 'slug'>) => void } {
    const place = this.rows.push('') - 1;
    return { fill: (item, post) => (this.rows[place] = this.rowsOf(item, post)) };
  }

  async write(file: string): Promise<void> {
    await writeFile(file, this.rows.join(''));
  }

  private rowsOf(item: Element, { id, slug }: Pick<ImportResult, 'id' | 'slug'>): string {
    const path = slug === undefined ? `/v1/posts/${id}` : `/posts/${encodeURIComponent(slug)}`;
    // Its guid is its address by its id, which leads to it as well.
    const old = new Set([textOf(item, 'link'), textOf(item, 'guid')]);
    return [...old]
      .filter((address) => /^https?:\/\/\S+$/.test(address))
      .map((address) => `${[address, this.publicUrl + path, id].map(field).join(',')}\r\n`)
      .join('');
  }
}

const field = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
