import { Id } from '@isomer/kernel';
import { z } from 'zod';

/** For or against. */
export const VoteValue = z.literal([1, -1]);

export const NewVote = z.object({ commentId: Id, value: VoteValue });
export type NewVote = z.infer<typeof NewVote>;

/** How many are for and against a comment, and what the caller is. */
export const Votes = z
  .object({ up: z.int().min(0), down: z.int().min(0), vote: VoteValue.optional() })
  .meta({ id: 'Votes', examples: [{ up: 3, down: 1, vote: 1 }] });
export type Votes = z.infer<typeof Votes>;
