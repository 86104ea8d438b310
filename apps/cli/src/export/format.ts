import type { ExportedComment } from '@isomer/comments/contract';
import type { INestApplicationContext } from '@nestjs/common';

/** How comments are written: what is before them, pages of them, and what is after them. */
export interface Format {
  head: string;
  page(comments: ExportedComment[], contexts: INestApplicationContext): Promise<string>;
  tail(count: number): string;
}
