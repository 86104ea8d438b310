import { Id } from '@isomer/kernel';
import { z } from 'zod';

export const NewPreview = z.object({
  id: Id,
  /** How long it leads to the post. */
  days: z.int().min(1).max(30).default(7),
});
export type NewPreview = z.infer<typeof NewPreview>;

/** A link by which anybody who has it reads a post that is not published. */
export const Preview = z.object({
  id: Id,
  postId: Id,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Preview = z.infer<typeof Preview>;

/** The secret is told once: only a digest of it is kept. */
export const MadePreview = Preview.extend({ url: z.string() });
export type MadePreview = z.infer<typeof MadePreview>;

/** Of 43 characters today; any that looks like one may be asked for. */
export const Secret = z.string().regex(/^[\w-]{36,100}$/, 'must be the secret of a preview');
