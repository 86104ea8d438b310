import { Id } from '@isomer/kernel';
import { z } from 'zod';
import { Comment } from './comment';

/** `after`: the position of the comment that was seen last; from now on, if it is left out. */
export const WatchThread = z.object({ threadId: Id, after: z.int().min(0).max(2_147_483_647).optional() });
export type WatchThread = z.infer<typeof WatchThread>;

/** A comment and its place among all of its thread, which counts up in the order in which they were added. */
export const Watched = z.object({ position: z.int().min(1), comment: Comment });
export type Watched = z.infer<typeof Watched>;
