import { Id } from '@isomer/kernel';
import { z } from 'zod';
import { Url } from './thread';

/** Threads by their ids, which those of posts share with these, and pages by their addresses. */
export const CountsQuery = z
  .object({ threadIds: z.array(Id).max(100).default([]), urls: z.array(Url).max(100).default([]) })
  .meta({ examples: [{ urls: ['https://blog.example.com/engines/', 'https://blog.example.com/looms/'] }] });
export type CountsQuery = z.infer<typeof CountsQuery>;

const count = z.int().min(0);

/** In the order of what was asked for; 0 for what has no thread. */
export const Counts = z
  .object({
    threads: z.array(z.object({ threadId: Id, count })),
    urls: z.array(z.object({ url: z.string(), threadId: Id.optional(), count })),
  })
  .meta({
    id: 'CommentCounts',
    examples: [
      {
        threads: [],
        urls: [
          {
            url: 'https://blog.example.com/engines/',
            threadId: '0190a3c7-2e3f-7041-ac5d-6e7f80910213',
            count: 2,
          },
          { url: 'https://blog.example.com/looms/', count: 0 },
        ],
      },
    ],
  });
export type Counts = z.infer<typeof Counts>;
